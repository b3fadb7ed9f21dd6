using Journeys.Orchestrations.Diagnostics;
using Journeys.Runtime.Templates;

namespace Journeys.Runtime.Tests.Templates;

/// <summary>Templates put together at random: each is refused with a place, or renders; none throws.</summary>
public sealed class RandomTemplateTests
{
    private static readonly string[] Parts =
    [
        "{{",
        "}}",
        "{{{",
        "}}}",
        "{",
        "}",
        "\\",
        "\\{{",
        "\\\\{{",
        "~",
        " ",
        "\n",
        "text",
        "<b>",
        "\"",
        "'",
        "(",
        ")",
        "|",
        "=",
        "#",
        "/",
        "^",
        "!",
        "!--",
        "--",
        "&",
        ">",
        "*",
        ".",
        "../",
        "this",
        "@index",
        "else",
        "if",
        "contact.firstName",
        "contact.phone",
        "contact.tags",
        "event.topic",
        "12",
        "-",
        "true",
        "null",
        "{{contact.firstName}}",
        "{{~contact.phone~}}",
        "{{default contact.phone \"x\"}}",
        "{{default contact.phone (date event.webinarAt)}}",
        "{{#if contact.phone}}",
        "{{else}}",
        "{{else if contact.name}}",
        "{{/if}}",
        "{{#each contact.tags}}",
        "{{this}}",
        "{{@index}}",
        "{{/each}}",
        "{{#unless contact.phone}}",
        "{{/unless}}",
        "{{#with contact}}",
        "{{name}}",
        "{{../event.topic}}",
        "{{/with}}",
        "{{!-- }} --}}",
        "{{! x }}",
    ];

    [Fact]
    public void No_template_throws()
    {
        var (read, refused) = (0, 0);
        for (var seed = 0; seed < 3_000; seed++)
        {
            var random = new Random(seed);
            var whole = seed % 2 == 0 ? Parts.Length : 24;
            var template = string.Concat(
                Enumerable
                    .Range(0, random.Next(1, 9))
                    .Select(_ => Parts[random.Next(Parts.Length - whole, Parts.Length)])
            );
            try
            {
                var bag = new DiagnosticBag("hello.txt");
                var compiled = TextTemplate.Read(
                    template,
                    html: seed % 3 == 0,
                    Samples.Schema,
                    new(template, bag, null)
                );
                Assert.Equal(compiled is null, bag.HasErrors);
                _ = compiled is null ? refused++ : read++;
                compiled?.Render(Samples.Context());
            }
            catch (Exception fault) when (fault is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"seed {seed}: \"{template}\" threw {fault}");
            }
        }

        Assert.True(read > 300, $"only {read} templates were read");
        Assert.True(refused > 300, $"only {refused} templates were refused");
    }
}
