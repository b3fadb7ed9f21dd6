using Journeys.Runtime.Api;

namespace Journeys.Faults.Tests.Published;

/// <summary>The journeys of the worlds, small and with every kind of step that has consequences.</summary>
internal static class Files
{
    private const string Mail =
        "<html><head><title>Hello</title></head><body>Hello {{contact.name}} <a href=\"{{unsubscribeUrl}}\">end</a></body></html>";

    private const string Text = "Hello {{contact.name}}, to end this: {{unsubscribeUrl}}";

    private const string Teams = """
        {
          "teams": {
            "sales": { "title": "Sales", "members": [
              { "name": "Mia", "email": "mia@example.com" }, { "name": "Ben", "email": "ben@example.com" }] },
            "managers": { "title": "Managers", "members": [{ "name": "Ada", "email": "ada@example.com" }] }
          }
        }
        """;

    /// <summary>What a publisher sends.</summary>
    /// <param name="definition">The journey's file.</param>
    /// <param name="inside">What becomes of those inside.</param>
    /// <param name="map">For those who are moved, which step follows which.</param>
    public static PublishRequest Request(
        string definition,
        InsideChoice inside = InsideChoice.Stay,
        IReadOnlyDictionary<string, string>? map = null
    ) =>
        new(
            definition,
            new Dictionary<string, string> { ["hello.html"] = Mail, ["hello.txt"] = Text },
            new Dictionary<string, string>(),
            Teams,
            Fields: null,
            inside,
            map
        );
}
