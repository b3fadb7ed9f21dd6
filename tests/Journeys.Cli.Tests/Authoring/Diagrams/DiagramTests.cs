using System.Xml.Linq;

namespace Journeys.Cli.Tests.Authoring.Diagrams;

public sealed class DiagramTests
{
    [Fact]
    public async Task A_journey_is_drawn_as_Mermaid_text()
    {
        using var written = new WrittenWorkspace();

        var ran = await written.RunAsync("diagram", "spring");

        Assert.Equal(
            new Ran(
                0,
                """
                ---
                title: "Spring"
                ---
                flowchart TD
                  enter(["<b>lead.created</b><br>only once"]):::enter_
                  s_hello["<b>hello</b><br>mail #quot;hello#quot;"]:::email_
                  s_call[["<b>call</b><br>Call [contact.name]<br>inside-sales<br>within 1 day"]]:::task_
                  s_done(["<b>done</b><br>done"]):::end_
                  enter --> s_hello
                  s_hello -->|"then<br>no consent"| s_call
                  s_call -->|"spoke<br>late"| s_done
                  classDef enter_ stroke:#12875f,stroke-width:2px
                  classDef email_ stroke:#2f7fd1,stroke-width:2px
                  classDef task_ stroke:#d1495b,stroke-width:2px
                  classDef end_ stroke:#6b7780,stroke-width:2px
                """,
                ""
            ),
            ran
        );
    }

    [Fact]
    public async Task Without_elkjs_it_is_said_what_to_do()
    {
        using var written = new WrittenWorkspace();
        Assert.Equal(
            new Ran(
                1,
                "",
                "An SVG is laid out by elkjs, which is not installed: run npm ci in the project's folder, or use --format mermaid."
            ),
            await written.RunAsync("diagram", "spring", "--format", "svg")
        );
    }

    [Theory]
    [Trait("Needs", "npm")]
    [InlineData("whitepaper-nurture", 10, 14)]
    [InlineData("webinar-hand-raise", 19, 33)]
    [InlineData("dormant-account", 18, 22)]
    public async Task An_SVG_stands_alone_and_has_every_step_and_way(string journey, int boxes, int arrows)
    {
        using var written = new WrittenWorkspace();
        var file = Path.Combine(written.Folder, "drawn.svg");
        var terminal = new Terminal(new FakeHost()) { Folder = Repository.Folder("workspace") };

        var ran = await terminal.RunAsync("diagram", journey, "--dir", ".", "--out", file);

        Assert.Equal(new Ran(0, "", ""), ran);
        var svg = XDocument.Load(file).Root!;
        var svgs = svg.Name.Namespace;
        Assert.Equal(boxes, svg.Descendants(svgs + "g").Count(group => HasClass(group, "box")));
        var lines = svg.Descendants(svgs + "path").Where(path => path.Attribute("marker-end") is not null).ToList();
        Assert.Equal(arrows, lines.Count);
        Assert.All(lines, line => Assert.StartsWith("M", line.Attribute("d")!.Value));
        Assert.DoesNotContain("http", svg.ToString().Replace("http://www.w3.org/2000/svg", ""));
    }

    private static bool HasClass(XElement element, string name) =>
        element.Attribute("class")?.Value.Split(' ').Contains(name) == true;
}
