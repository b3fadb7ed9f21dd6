namespace Journeys.Cli.Commands;

/// <summary>What people type, for the help of each command.</summary>
internal static class Examples
{
    private static readonly Dictionary<string, string[]> ByCommand = new(StringComparer.Ordinal)
    {
        ["up"] = ["journeys up", "journeys up --speed 1d=1s --port 7072"],
        ["demo"] = ["journeys demo", "journeys demo --exit"],
        ["send"] =
        [
            "journeys send --type whitepaper.downloaded --contact mia@example.com --data '{\"topic\":\"energy\"}'",
            "journeys send events.json",
        ],
        ["status"] = ["journeys status", "journeys status whitepaper-nurture"],
        ["show"] = ["journeys show mia@example.com", "journeys show whitepaper-nurture~3k5dxa7mqzt2v4bc"],
        ["contact"] =
        [
            "journeys contact mia@example.com",
            "journeys contact export mia@example.com --out mia.json",
            "journeys contact erase mia@example.com",
            "journeys contact receipt <receipt>",
        ],
        ["contact export"] = ["journeys contact export mia@example.com --out mia.json"],
        ["contact erase"] = ["journeys contact erase mia@example.com"],
        ["contact receipt"] = ["journeys contact receipt <receipt>"],
        ["tasks"] = ["journeys tasks", "journeys tasks --team inside-sales --json"],
        ["task"] = ["journeys task <id>", "journeys task <id> qualified --by mia.keller@example.com"],
        ["mail"] = ["journeys mail", "journeys mail <id>"],
        ["validate"] =
        [
            "journeys validate",
            "journeys validate whitepaper-nurture --warnings-as-errors",
            "journeys validate --format sarif > findings.sarif",
        ],
        ["test"] = ["journeys test", "journeys test whitepaper-nurture --coverage --min-coverage 100"],
        ["preview"] =
        [
            "journeys preview whitepaper-nurture thank-you",
            "journeys preview whitepaper-nurture thank-you --contact mia.json --out preview",
        ],
        ["diagram"] =
        [
            "journeys diagram whitepaper-nurture",
            "journeys diagram whitepaper-nurture --format svg > whitepaper-nurture.svg",
        ],
        ["new"] = ["journeys new spring-campaign"],
        ["simulate"] =
        [
            "journeys simulate whitepaper-nurture",
            "journeys simulate whitepaper-nurture --contacts 100000 --limit 2000 --html report.html",
            "journeys simulate whitepaper-nurture --segment new --json",
            "journeys simulate whitepaper-nurture --replay touchpoints.jsonl",
        ],
        ["compare"] =
        [
            "journeys compare --git main",
            "journeys compare whitepaper-nurture --git main --markdown",
            "journeys compare workspace/whitepaper-nurture drafts/whitepaper-nurture.json",
        ],
        ["publish"] =
        [
            "journeys publish",
            "journeys publish workspace/whitepaper-nurture --inside move --map reminder=nudge",
            "journeys publish --yes --url https://journeys.example.com",
        ],
        ["versions"] = ["journeys versions whitepaper-nurture"],
        ["rollback"] =
        [
            "journeys rollback whitepaper-nurture --inside move",
            "journeys rollback whitepaper-nurture owj2qaikn2s5",
        ],
        ["why"] = ["journeys why mia@example.com", "journeys why whitepaper-nurture~3k5dxa7mqzt2v4bc --json"],
        ["why-not"] = ["journeys why-not mia@example.com whitepaper-nurture"],
        ["rerun"] =
        [
            "journeys rerun whitepaper-nurture~3k5dxa7mqzt2v4bc",
            "journeys rerun whitepaper-nurture~3k5dxa7mqzt2v4bc --with drafts/whitepaper-nurture.json",
        ],
        ["export"] = ["journeys export touchpoints --journey whitepaper-nurture > touchpoints.jsonl"],
        ["export touchpoints"] = ["journeys export touchpoints --journey whitepaper-nurture > touchpoints.jsonl"],
        ["dead"] =
        [
            "journeys dead list",
            "journeys dead show <id>",
            "journeys dead replay <id> --set data.topic=energy",
            "journeys dead discard <id> --because \"sent by a test\"",
        ],
        ["dead list"] = ["journeys dead list --kind event --since 3d", "journeys dead list --over"],
        ["dead show"] = ["journeys dead show <id>", "journeys dead show <id> --raw > mended.json"],
        ["dead replay"] =
        [
            "journeys dead replay <id> --set data.topic=energy --dry-run",
            "journeys dead replay <id> --file mended.json",
            "journeys dead replay --reason \"RFC 3339\" --set time=null",
            "journeys dead replay --kind effect --journey whitepaper-nurture --yes",
        ],
        ["dead discard"] =
        [
            "journeys dead discard <id> --because \"sent by a test\"",
            "journeys dead discard --source loadtest --because \"a load test\" --yes",
        ],
        ["doctor"] = ["journeys doctor", "journeys doctor --repair", "journeys doctor --json"],
        ["sending"] =
        [
            "journeys sending",
            "journeys sending pause whitepaper-nurture --why \"the link is broken\"",
            "journeys sending resume whitepaper-nurture",
        ],
        ["sending pause"] = ["journeys sending pause whitepaper-nurture --why \"the link is broken\""],
        ["sending resume"] = ["journeys sending resume whitepaper-nurture"],
        ["key"] =
        [
            "journeys key create webshop --role events",
            "journeys key create mia@example.com --role marketing --role sales --expires 2027-01-01",
            "journeys key list",
            "journeys key rotate k3v7q2m5xa",
            "journeys key revoke k3v7q2m5xa",
        ],
        ["key create"] =
        [
            "journeys key create webshop --role events",
            "journeys key create agency --role reader --expires 2027-01-01",
        ],
        ["key list"] = ["journeys key list"],
        ["key rotate"] = ["journeys key rotate k3v7q2m5xa", "journeys key rotate k3v7q2m5xa --until 2027-01-01"],
        ["key revoke"] = ["journeys key revoke k3v7q2m5xa"],
        ["health"] = ["journeys health", "journeys health --json"],
        ["pause"] = ["journeys pause whitepaper-nurture~3k5dxa7mqzt2v4bc"],
        ["resume"] = ["journeys resume whitepaper-nurture~3k5dxa7mqzt2v4bc"],
        ["cancel"] = ["journeys cancel whitepaper-nurture~3k5dxa7mqzt2v4bc"],
        ["retry"] = ["journeys retry whitepaper-nurture~3k5dxa7mqzt2v4bc"],
        ["skip"] = ["journeys skip whitepaper-nurture~3k5dxa7mqzt2v4bc"],
    };

    /// <summary>The commands that have any, with those they stand under: <c>dead replay</c>.</summary>
    public static IReadOnlyCollection<string> Commands => ByCommand.Keys;

    /// <summary>The examples of a command, one a line; none for one that is not ours.</summary>
    public static IReadOnlyList<string> Of(string command) => ByCommand.GetValueOrDefault(command, []);
}
