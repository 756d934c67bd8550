import io.trino.plugin.memory.MemoryPlugin;
import io.trino.server.testing.TestingTrinoServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Serves Trino on this machine, with tables in memory: writes its address into a file, and ends when its standard input does. */
public final class ServeTrino {
  private ServeTrino() {}

  public static void main(String[] arguments) throws IOException {
    try (TestingTrinoServer trino = TestingTrinoServer.create()) {
      trino.installPlugin(new MemoryPlugin());
      trino.createCatalog("memory", "memory", Map.of());
      Files.writeString(Path.of(arguments[0]), trino.getBaseUrl().toString());
      while (System.in.read() >= 0) {}
    }
    // Some of its threads are not daemons.
    System.exit(0);
  }
}
