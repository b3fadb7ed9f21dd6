using System.Collections.Immutable;

namespace Journeys.Runtime.Templates;

/// <summary>One <c>{{…}}</c> of a template; comments are not kept.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Terms">What stands in it: a helper or a block's name first, then its arguments; or a variable alone.</param>
/// <param name="At">Where its <c>{{</c> stands, in characters from the template's beginning.</param>
internal sealed record TemplateTag(TagKind Kind, ImmutableArray<TemplateTerm> Terms, int At)
{
    /// <summary>Whether it names a variable, even as a helper's argument.</summary>
    public bool Names(string variable) => Names(Terms, variable);

    private static bool Names(ImmutableArray<TemplateTerm> terms, string variable) =>
        terms.Any(term =>
            term switch
            {
                TemplateTerm.Name name => name.Text == variable
                    || name.Text.EndsWith($"/{variable}", StringComparison.Ordinal)
                    || name.Text == $"@root.{variable}",
                TemplateTerm.Call call => Names(call.Terms, variable),
                _ => false,
            }
        );
}

/// <summary>What a tag does.</summary>
internal enum TagKind
{
    /// <summary>Prints a variable or what a helper makes of it.</summary>
    Print,

    /// <summary>Opens a block: <c>{{#if …}}</c>.</summary>
    Open,

    /// <summary>Begins a block's other part: <c>{{else}}</c>, <c>{{else if …}}</c>.</summary>
    Else,

    /// <summary>Closes a block: <c>{{/if}}</c>.</summary>
    Close,
}

/// <summary>One part of a tag.</summary>
/// <param name="At">Where it stands, in characters from the template's beginning.</param>
internal abstract record TemplateTerm(int At)
{
    /// <summary>A name: a variable's path, a helper or a block.</summary>
    public sealed record Name(int At, string Text) : TemplateTerm(At);

    /// <summary>A text in quotes, a number, <c>true</c> or <c>false</c>.</summary>
    public sealed record Literal(int At, string Text) : TemplateTerm(At);

    /// <summary>A helper in parentheses.</summary>
    public sealed record Call(int At, ImmutableArray<TemplateTerm> Terms) : TemplateTerm(At);
}
