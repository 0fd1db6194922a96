// Node-RED as a relay: without its editor and its own web server, so that all it does is pass messages.
module.exports = {
    flowFile: "flow.json",
    credentialSecret: false,
    httpAdminRoot: false,
    httpNodeRoot: false,
    telemetry: { enabled: false },
    logging: { console: { level: "warn", metrics: false, audit: false } },
};
