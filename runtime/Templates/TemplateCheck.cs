using System.Collections.Immutable;
using Journeys.Orchestrations.Diagnostics;

namespace Journeys.Runtime.Templates;

/// <summary>Finds what is wrong with a template before anybody is sent what it makes.</summary>
internal sealed class TemplateCheck
{
    /// <summary>How deep blocks may be nested.</summary>
    private const int BlockDepth = 20;

    private readonly TemplateVariables variables;
    private readonly TemplateFaults faults;
    private readonly Stack<Block> blocks = new();

    private TemplateCheck(TemplateSchema schema, TemplateFaults faults)
    {
        variables = new(schema);
        this.faults = faults;
    }

    /// <summary>Checks a template, and returns its tags.</summary>
    public static IReadOnlyList<TemplateTag> Check(string source, TemplateSchema schema, TemplateFaults faults)
    {
        var tags = new TemplateScanner(source, faults).Scan();
        var check = new TemplateCheck(schema, faults);
        foreach (var tag in tags)
        {
            if (check.blocks.Count > BlockDepth)
            {
                faults.Add(
                    check.blocks.Peek().At,
                    "J410",
                    $"more than {BlockDepth} blocks within one another: write it more simply"
                );
                return tags;
            }

            check.CheckTag(tag);
        }

        foreach (var open in check.blocks)
        {
            faults.Add(
                open.At,
                "J403",
                $"{{{{#{open.Name}}}}} is never closed: write {{{{/{open.Name}}}}} where it ends"
            );
        }

        return tags;
    }

    private void CheckTag(TemplateTag tag)
    {
        switch (tag.Kind)
        {
            case TagKind.Print
                when tag.Terms is [TemplateTerm.Name name] && !TemplateEngine.Helpers.Contains(name.Text):
                CheckVariable(name);
                break;
            case TagKind.Print when tag.Terms is [TemplateTerm.Literal literal]:
                faults.Add(literal.At, "J403", $"\"{literal.Text}\" is no variable: write it without {{{{ and }}}}");
                break;
            case TagKind.Print:
                CheckCall(tag.Terms);
                break;
            case TagKind.Open:
                Open(tag);
                break;
            case TagKind.Else:
                Else(tag);
                break;
            default:
                Close(tag);
                break;
        }
    }

    private void CheckCall(ImmutableArray<TemplateTerm> terms)
    {
        if (terms is not [TemplateTerm.Name helper, .. var arguments])
        {
            faults.Add(terms.IsEmpty ? 0 : terms[0].At, "J403", "expected a helper's name, such as default");
            return;
        }

        if (!TemplateEngine.Helpers.Contains(helper.Text))
        {
            var hint = TemplateEngine.Blocks.Contains(helper.Text)
                ? $" Write {{{{#{helper.Text} …}}}} for a block."
                : DidYouMean.For(helper.Text, TemplateEngine.Helpers);
            faults.Add(helper.At, "J407", $"there is no helper \"{helper.Text}\": known are date and default.{hint}");
            return;
        }

        if (helper.Text == "default" ? arguments.Length < 2 : arguments.Length is < 1 or > 2)
        {
            faults.Add(
                helper.At,
                "J408",
                helper.Text == "default"
                    ? "default takes a variable and what stands in for it: {{default contact.firstName \"there\"}}"
                    : "date takes a variable and a pattern: {{date event.at \"d MMMM yyyy HH:mm\"}}"
            );
        }
        else if (
            helper.Text == "date"
            && arguments is [_, TemplateTerm.Literal pattern]
            && TemplateDates.Pattern(pattern.Text) is null
        )
        {
            faults.Add(
                pattern.At,
                "J409",
                $"\"{pattern.Text}\" is not a date pattern: write it like \"d MMMM yyyy HH:mm\""
            );
        }

        CheckArguments(arguments);
    }

    private void CheckArguments(IEnumerable<TemplateTerm> arguments)
    {
        foreach (var argument in arguments)
        {
            switch (argument)
            {
                case TemplateTerm.Name name:
                    CheckVariable(name);
                    break;
                case TemplateTerm.Call call:
                    CheckCall(call.Terms);
                    break;
            }
        }
    }

    private void Open(TemplateTag tag)
    {
        var name = (tag.Terms[0] as TemplateTerm.Name)?.Text ?? "";
        var isBlock = TemplateEngine.Blocks.Contains(name);
        if (!isBlock)
        {
            faults.Add(
                tag.At,
                "J407",
                $"there is no block \"{name}\": known are if, unless, each and with.{DidYouMean.For(name, TemplateEngine.Blocks)}"
            );
        }
        else if (tag.Terms.Length != 2)
        {
            faults.Add(tag.At, "J408", $"{{{{#{name}}}}} takes one variable, found {tag.Terms.Length - 1}");
        }
        else if (name != "with")
        {
            CheckArguments(tag.Terms.Skip(1));
        }

        var scope = isBlock && tag.Terms.Length == 2 ? ScopeOf(name, tag.Terms[1]) : Scope.Unknown;
        blocks.Push(new(name, tag.At, name is "each" or "with", scope));
    }

    private Scope ScopeOf(string block, TemplateTerm argument)
    {
        if (block == "each")
        {
            return Scope.Item;
        }

        if (block != "with")
        {
            return Current;
        }

        if (argument is TemplateTerm.Name name && Resolve(name) is { } path)
        {
            if (variables.IsGroup(path))
            {
                return new(path);
            }

            faults.Add(name.At, "J404", $"{{{{#with}}}} takes a group of variables, such as contact, found \"{path}\"");
        }

        return Scope.Unknown;
    }

    private void Else(TemplateTag tag)
    {
        if (!blocks.TryPop(out var block))
        {
            faults.Add(tag.At, "J403", "this {{else}} is in no block: write {{#if …}} before it");
            return;
        }

        if (tag.Terms is [TemplateTerm.Name { Text: "if" }, var condition])
        {
            CheckArguments([condition]);
        }
        else if (tag.Terms.Length > 0)
        {
            faults.Add(tag.At, "J403", "expected {{else}} or {{else if …}} with one variable");
        }

        // The other part of {{#each}} and {{#with}} sees what is outside.
        blocks.Push(block.IsScope ? block with { Scope = Current } : block);
    }

    private void Close(TemplateTag tag)
    {
        var name = (tag.Terms[0] as TemplateTerm.Name)?.Text ?? "";
        if (!blocks.TryPop(out var block))
        {
            faults.Add(
                tag.At,
                "J403",
                $"{{{{/{name}}}}} closes nothing: write {{{{#{name} …}}}} before it, or remove it"
            );
        }
        else if (block.Name != name)
        {
            faults.Add(tag.At, "J403", $"{{{{/{name}}}}} stands where {{{{/{block.Name}}}}} was expected");
        }
    }

    private void CheckVariable(TemplateTerm.Name name)
    {
        if (Resolve(name) is not { } path || variables.Problem(path) is not { } problem)
        {
            return;
        }

        var isOutside = Current.Path is { Length: > 0 } && TemplateVariables.HasRoot(name.Text);
        faults.Add(name.At, "J404", isOutside ? $"{problem} Within {{{{#with}}}}, write ../{name.Text}." : problem);
    }

    // The full path of a variable, or null when there is nothing more to judge about it.
    private string? Resolve(TemplateTerm.Name name)
    {
        var text = name.Text;
        var scope = Current;
        if (text.StartsWith("@root.", StringComparison.Ordinal))
        {
            (scope, text) = (Scope.Root, text[6..]);
        }
        else if (text.StartsWith('@'))
        {
            return CountsItems(name);
        }

        foreach (var outer in Outer())
        {
            if (!text.StartsWith("../", StringComparison.Ordinal))
            {
                break;
            }

            (scope, text) = (outer, text[3..]);
        }

        if (text.StartsWith("../", StringComparison.Ordinal))
        {
            faults.Add(name.At, "J404", $"\"{name.Text}\" leads out of the template: remove ../");
            return null;
        }

        text = text is "this" or "." ? "" : WithoutPrefix(WithoutPrefix(text, "this."), "./");
        return Join(name, scope, text);
    }

    private string? Join(TemplateTerm.Name name, Scope scope, string text)
    {
        if (scope == Scope.Item && text.Length > 0)
        {
            var hint = TemplateVariables.HasRoot(text) ? $" or ../{text}" : "";
            faults.Add(name.At, "J404", $"the items of a list have no \"{text}\": write {{{{this}}}}{hint}");
        }

        return scope.Path is not { } path ? null
            : path.Length == 0 ? text
            : text.Length == 0 ? path
            : $"{path}.{text}";
    }

    private string? CountsItems(TemplateTerm.Name name)
    {
        if (name.Text is not ("@index" or "@first" or "@last") || !blocks.Any(block => block.Scope == Scope.Item))
        {
            faults.Add(
                name.At,
                "J404",
                $"there is no \"{name.Text}\" here: @index, @first and @last are known within {{{{#each}}}}"
            );
        }

        return null;
    }

    private Scope Current => blocks.TryPeek(out var block) ? block.Scope : Scope.Root;

    private IEnumerable<Scope> Outer() =>
        blocks
            .Where(block => block.IsScope)
            .Skip(1)
            .Select(block => block.Scope)
            .Append(Scope.Root)
            .Take(blocks.Count(block => block.IsScope));

    private static string WithoutPrefix(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text;

    private sealed record Block(string Name, int At, bool IsScope, Scope Scope);

    // What names stand under: a group, the items of a list, or (with no path) what is not judged any further.
    private sealed record Scope(string? Path)
    {
        public static readonly Scope Root = new("");
        public static readonly Scope Unknown = new((string?)null);
        public static readonly Scope Item = new((string?)null) { IsItem = true };

        private bool IsItem { get; init; }
    }
}
