# Sourced. What depends on a package registry: that it does not answer is no fault of the change.

# How apt, npm and pip report a registry that does not answer.
unanswered='EAI_AGAIN|ENOTFOUND|ETIMEDOUT|ECONNRESET|ECONNREFUSED|npm (error|ERR!) code E5[0-9][0-9]|audit endpoint returned an error|ENOAUDIT'
unanswered+='|NewConnectionError|ConnectTimeoutError|ReadTimeoutError|Read timed out|Temporary failure in name resolution|HTTP error 5[0-9][0-9]|5[0-9][0-9] Server Error'
unanswered+='|Temporary failure resolving|Could not resolve|Could not connect|Unable to connect|Failed to fetch'

# registry COMMAND... : runs what asks a registry. Where that fails because the registry does not answer, the check ends with 75, as not judged.
registry() {
  local log status=0
  log=$(mktemp)
  "$@" >"$log" 2>&1 || status=$?
  cat "$log"
  if [ "$status" -ne 0 ] && grep -qE "$unanswered" "$log"; then status=75; fi
  rm -f "$log"
  [ "$status" -eq 0 ] || exit "$status"
}
