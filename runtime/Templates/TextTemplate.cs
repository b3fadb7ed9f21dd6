using System.Text.RegularExpressions;
using HandlebarsDotNet;
using Journeys.Orchestrations.Diagnostics;

namespace Journeys.Runtime.Templates;

/// <summary>A compiled template: a task's title, a message, a field's value, or a part of a mail. Thread-safe.</summary>
public sealed partial class TextTemplate
{
    /// <summary>The longest template, in characters; mail programs cut mails off long before.</summary>
    public const int Limit = 256 * 1024;

    private readonly IReadOnlyList<TemplateTag> tags;
    private readonly Lazy<HandlebarsTemplate<TextWriter, object, object>>? compiled;

    private TextTemplate(
        string source,
        IReadOnlyList<TemplateTag> tags,
        Lazy<HandlebarsTemplate<TextWriter, object, object>>? compiled
    )
    {
        Source = source;
        this.tags = tags;
        this.compiled = compiled;
    }

    /// <summary>The template as it was written.</summary>
    public string Source { get; }

    /// <summary>Reads a template that prints plain text, such as a title in a <c>journey.json</c>.</summary>
    /// <param name="source">The template.</param>
    /// <param name="schema">The variables it may name.</param>
    /// <param name="at">Where it stands in the file; findings within it bear this place.</param>
    /// <param name="bag">Where findings go.</param>
    /// <returns>The template, or null when something is wrong with it.</returns>
    public static TextTemplate? Read(string source, TemplateSchema schema, Place at, DiagnosticBag bag) =>
        Read(source, html: false, schema, new(source, bag, at));

    /// <summary>Whether it names a variable anywhere: <c>unsubscribeUrl</c>.</summary>
    public bool Names(string variable) => tags.Any(tag => tag.Names(variable));

    /// <summary>The same template for an address: what its variables stand for is escaped for URLs (RFC 3986).</summary>
    public TextTemplate ForAddress() =>
        compiled is null ? this : new(Source, tags, new(() => TemplateEngine.CompileAddress(Source)));

    /// <summary>Renders it.</summary>
    public Rendering<string> Render(TemplateContext context)
    {
        var problems = new RenderingProblems();
        var text = Render(context, problems);
        return problems.Any ? problems.ToFailure<string>() : new Rendering<string>.Rendered(text);
    }

    internal string Render(TemplateContext context, RenderingProblems problems) =>
        compiled is null ? Source : TemplateEngine.Render(compiled.Value, context, problems);

    // Text and variables, without a brace or a backslash besides.
    [GeneratedRegex(
        @"\A([^{}\\]|\{\{[A-Za-z]+(\.[A-Za-z0-9]+)+\}\})*\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Plain();

    internal static TextTemplate? Read(string source, bool html, TemplateSchema schema, TemplateFaults faults)
    {
        var template = Compile(source, html, schema, faults);
        faults.Tell();
        return template;
    }

    private static TextTemplate? Compile(string source, bool html, TemplateSchema schema, TemplateFaults faults)
    {
        if (source.Length > Limit)
        {
            faults.Add(
                0,
                "J410",
                $"the template has {source.Length} characters, at most {Limit} are allowed: shorten it"
            );
            return null;
        }

        // Most texts of a journey are plain, and need no compiler.
        if (!source.Contains("{{", StringComparison.Ordinal))
        {
            return new(source, [], null);
        }

        var found = TemplateCheck.Check(source, schema, faults);
        if (faults.Any)
        {
            return null;
        }

        var template = new Lazy<HandlebarsTemplate<TextWriter, object, object>>(() =>
            TemplateEngine.Compile(source, html)
        );
        try
        {
            // Compiling costs a hundred times as much as checking. What only prints variables compiles for certain, and
            // may wait until it is rendered.
            if (!Plain().IsMatch(source))
            {
                _ = template.Value;
            }

            return new(source, found, template);
        }
        catch (HandlebarsException fault)
        {
            faults.Add(0, "J403", $"Handlebars cannot read the template: {fault.Message.ReplaceLineEndings(" ")}");
            return null;
        }
    }
}
