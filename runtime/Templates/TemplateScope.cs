using System.Collections;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;

namespace Journeys.Runtime.Templates;

/// <summary>A group of variables: <c>contact</c>, <c>contact.consent</c>, <c>steps.qualify</c>.</summary>
/// <param name="find">The variable or group of a name.</param>
internal sealed class TemplateScope(Func<string, object> find)
{
    public object this[string name] => find(name);

    /// <summary>Everything a template can name.</summary>
    public static TemplateScope Of(TemplateContext context, RenderingProblems problems)
    {
        object Missing(string path) => new MissingValue(path, problems);
        object Group(Fields fields, string path) => new TemplateScope(name => Find(fields, name, path, problems));
        return new(root =>
            root switch
            {
                "contact" => Group(context.Contact, root),
                "account" => Group(context.Account, root),
                "event" => Group(context.Story.Entry.Data, root),
                "steps" => new TemplateScope(step => Step(context.Story, step, problems)),
                "journey" => new TemplateScope(name =>
                    name == "title" ? context.JourneyTitle : Missing($"journey.{name}")
                ),
                "unsubscribeUrl" => context.UnsubscribeUrl ?? Missing(root),
                "preferencesUrl" => context.PreferencesUrl ?? Missing(root),
                _ => Missing(root),
            }
        );
    }

    private static object Step(Story story, string step, RenderingProblems problems)
    {
        if (story.Of(step) is not { } result)
        {
            return new MissingValue($"steps.{step}", problems);
        }

        return new TemplateScope(name =>
            name switch
            {
                "outcome" when result.Outcome is { } outcome => outcome,
                "by" when result.By is { } by => by,
                "answers" => new TemplateScope(answer =>
                    Find(result.Answers, answer, $"steps.{step}.answers", problems)
                ),
                _ => new MissingValue($"steps.{step}.{name}", problems),
            }
        );
    }

    // A field's name is dotted, and a template walks it part by part: what begins with the part is a group.
    private static object Find(Fields fields, string name, string path, RenderingProblems problems)
    {
        if (fields[name] is { } value)
        {
            return Printable(value) ?? new MissingValue($"{path}.{name}", problems);
        }

        var prefix = $"{name}.";
        return fields.Any(field => field.Key.StartsWith(prefix, StringComparison.Ordinal))
            ? new TemplateScope(part => Find(fields, prefix + part, path, problems))
            : new MissingValue($"{path}.{name}", problems);
    }

    // An empty text is how many systems say that they do not know.
    private static object? Printable(FieldValue value) =>
        value switch
        {
            FieldValue.Text text => string.IsNullOrWhiteSpace(text.Value) ? null : text.Value,
            FieldValue.Number number => number.Value,
            FieldValue.Flag flag => flag.Value,
            FieldValue.Many many => many.Items.Select(Printable).OfType<object>().ToArray(),
            _ => null,
        };
}

/// <summary>
/// A variable that is not known. It is empty, so <c>{{#if}}</c> and <c>{{#each}}</c> take their other part; printed, it
/// is a problem.
/// </summary>
internal sealed class MissingValue(string path, RenderingProblems problems) : IEnumerable
{
    /// <summary>A part of it, which is not known either.</summary>
    public MissingValue Part(string name) => new($"{path}.{name}", problems);

    /// <summary>It is printed.</summary>
    /// <returns>What stands for it.</returns>
    public string Report()
    {
        problems.AddMissing(path);
        return problems.Mark?.Invoke(path) ?? "";
    }

    public IEnumerator GetEnumerator() => Array.Empty<object>().GetEnumerator();
}
