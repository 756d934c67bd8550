/** What CloudWatch shows where a widget is made from the function. */
export const DOCUMENTATION = `## AWS Batch job explorer

Finds jobs of AWS Batch and shows their attempts, reasons, placement and cost, from the job records of a \`JobEventCollector\`.

All parameters are optional. What a viewer clicks replaces them until the dashboard is refreshed.

| parameter | value | default |
|---|---|---|
| \`view\` | \`search\`, \`job\`, \`gantt\`, \`costs\`, \`in-flight\`, \`in-flight-jobs\` or \`scheduled-job\` | \`search\` |
| \`id\` | of \`job\`: the id of the job | |
| \`job\` | of \`search\` and \`in-flight-jobs\`: an id, or a part of the name | |
| \`queue\`, \`definition\`, \`reason\` | of \`search\`: a part of it; of \`costs\` and \`in-flight-jobs\`: the name | |
| \`status\` | of \`search\`: \`SUCCEEDED\` or \`FAILED\`; of \`in-flight-jobs\`: \`RUNNABLE\` or another state | |
| \`category\` | of \`search\`: a failure category | |
| \`expression\`, \`timeZone\` | of \`scheduled-job\`: \`cron(…)\`, \`rate(…)\` or \`at(…)\`, and the name of a time zone | , \`UTC\` |
| \`startDate\`, \`endDate\`, \`enabled\` | of \`scheduled-job\`: when the schedule begins and ends, and whether it runs | , , \`true\` |
| \`by\` | of \`gantt\`: \`queue\`, \`instance\`, \`type\` or \`purchase-option\` | \`queue\` |

### Example parameters

\`\`\` yaml
view: search
status: FAILED
\`\`\`
`;
