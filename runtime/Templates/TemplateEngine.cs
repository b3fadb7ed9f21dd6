using System.Globalization;
using System.Text;
using HandlebarsDotNet;
using HandlebarsDotNet.Helpers;

namespace Journeys.Runtime.Templates;

/// <summary>Handlebars as templates may use it: two helpers, no files, no partials, no reflection. Thread-safe.</summary>
internal static class TemplateEngine
{
    /// <summary>The helpers a template may call.</summary>
    public static readonly string[] Helpers = ["date", "default"];

    /// <summary>The blocks a template may open.</summary>
    public static readonly string[] Blocks = ["if", "unless", "each", "with"];

    private static readonly IHandlebars Html = Create(new HtmlEncoder());
    private static readonly IHandlebars Plain = Create(encoder: null);
    private static readonly IHandlebars Address = Create(new AddressEncoder());

    /// <summary>Compiles a template that <see cref="TemplateCheck"/> found nothing wrong with.</summary>
    /// <param name="source">The template.</param>
    /// <param name="html">Whether values are escaped for HTML.</param>
    /// <exception cref="HandlebarsException">It is not a template.</exception>
    public static HandlebarsTemplate<TextWriter, object, object> Compile(string source, bool html)
    {
        using var reader = new StringReader(source);
        return (html ? Html : Plain).Compile(reader);
    }

    /// <summary>Compiles a template of an address, whose values are escaped for URLs.</summary>
    public static HandlebarsTemplate<TextWriter, object, object> CompileAddress(string source)
    {
        using var reader = new StringReader(source);
        return Address.Compile(reader);
    }

    /// <summary>Renders a template; what is wrong is added to the problems.</summary>
    public static string Render(
        HandlebarsTemplate<TextWriter, object, object> template,
        TemplateContext context,
        RenderingProblems problems
    )
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        var run = new TemplateRun(context.Zone, problems);
        template(writer, TemplateScope.Of(context, problems), run);
        return writer.ToString();
    }

    private static IHandlebars Create(ITextEncoder? encoder)
    {
        var configuration = new HandlebarsConfiguration
        {
            TextEncoder = encoder,
            NoEscape = encoder is null,
            FormatProvider = CultureInfo.InvariantCulture,
            PartialTemplateResolver = new NoPartials(),
        };
        configuration.ObjectDescriptorProviders.Add(new TemplateObjects());
        configuration.FormatterProviders.Add(new TemplatePrinting());
        var handlebars = Handlebars.Create(configuration);
        handlebars.RegisterHelper(
            "default",
            (in HelperOptions _, in Context _, in Arguments arguments) => Default(arguments)
        );
        handlebars.RegisterHelper(
            "date",
            (in HelperOptions options, in Context _, in Arguments arguments) => Date(options, arguments)
        );
        return handlebars;
    }

    // The first value that is known; when none is, the last, which then reports itself when it is printed.
    private static object? Default(in Arguments arguments)
    {
        for (var i = 0; i < arguments.Length - 1; i++)
        {
            if (arguments[i] is not (null or MissingValue))
            {
                return arguments[i];
            }
        }

        return arguments[arguments.Length - 1];
    }

    private static object? Date(in HelperOptions options, in Arguments arguments)
    {
        if (arguments[0] is MissingValue)
        {
            return arguments[0];
        }

        var run = (TemplateRun)options.Data[TemplateRun.Key]!;
        var text = Convert.ToString(arguments[0], CultureInfo.InvariantCulture) ?? "";
        var pattern = arguments.Length > 1 ? arguments[1]?.ToString() ?? "" : TemplateDates.DefaultPattern;
        if (TemplateDates.Read(text, run.Zone) is { } moment && TemplateDates.Pattern(pattern) is { } format)
        {
            return format.Format(moment);
        }

        run.Problems.Add($"\"{text}\" is not a date: {{{{date}}}} takes one like 2026-03-01 or 2026-03-01T09:30:00Z");
        return "";
    }

    private sealed class AddressEncoder : ITextEncoder
    {
        public void Encode(StringBuilder? text, TextWriter target) => Encode(text?.ToString(), target);

        public void Encode(string? text, TextWriter target) => target.Write(Escaped(text ?? ""));

        public void Encode<T>(T? text, TextWriter target)
            where T : IEnumerator<char>
        {
            var whole = new StringBuilder();
            while (text?.MoveNext() == true)
            {
                whole.Append(text.Current);
            }

            Encode(whole, target);
        }

        // Dots alone would climb up the path, and escaping leaves them as they are.
        private static string Escaped(string text) =>
            text is "." or ".." ? text.Replace(".", "%252E", StringComparison.Ordinal) : Uri.EscapeDataString(text);
    }

    private sealed class NoPartials : IPartialTemplateResolver
    {
        public bool TryRegisterPartial(IHandlebars env, string? partialName, string? templatePath) => false;
    }
}
