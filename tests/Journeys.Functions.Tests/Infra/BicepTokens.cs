namespace Journeys.Functions.Tests.Infra;

/// <summary>What a piece of Bicep is.</summary>
internal enum BicepKind
{
    /// <summary>A name or a number.</summary>
    Word,

    /// <summary>A literal text, without its quotes; what is put into it follows as tokens of its own.</summary>
    Text,

    /// <summary>A bracket or an operator, one character.</summary>
    Sign,

    /// <summary>The end of a line.</summary>
    Line,
}

internal readonly record struct BicepToken(BicepKind Kind, string Text)
{
    public bool Is(string sign) => Kind == BicepKind.Sign && Text == sign;

    public bool IsWord(string word) => Kind == BicepKind.Word && Text == word;
}

/// <summary>Takes Bicep apart. Comments are left out, so that nothing in them is taken for code.</summary>
internal sealed class BicepTokens
{
    private readonly string source;
    private readonly List<BicepToken> tokens = [];
    private int at;

    private BicepTokens(string source) => this.source = source;

    public static IReadOnlyList<BicepToken> Of(string source)
    {
        var lexer = new BicepTokens(source);
        lexer.Run(inText: false);
        return lexer.tokens;
    }

    // Within a text, until the bracket that ends what is put into it.
    private void Run(bool inText)
    {
        for (var depth = 0; at < source.Length; )
        {
            var c = source[at];
            depth += c switch
            {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            if (inText && depth < 0)
            {
                at++;
                return;
            }

            Next(c);
        }
    }

    private void Next(char c)
    {
        if (c == '\n')
        {
            at++;
            tokens.Add(new(BicepKind.Line, "\n"));
        }
        else if (char.IsWhiteSpace(c))
        {
            at++;
        }
        else if (c == '/' && source[at + 1] == '/')
        {
            at = source.IndexOf('\n', at) is var end and >= 0 ? end : source.Length;
        }
        else if (c == '\'')
        {
            Literal();
        }
        else if (IsOfWord(c))
        {
            var start = at;
            while (at < source.Length && IsOfWord(source[at]))
            {
                at++;
            }

            tokens.Add(new(BicepKind.Word, source[start..at]));
        }
        else
        {
            at++;
            tokens.Add(new(BicepKind.Sign, c.ToString()));
        }
    }

    private void Literal()
    {
        var text = new System.Text.StringBuilder();
        var place = tokens.Count;
        for (at++; source[at] != '\''; at++)
        {
            if (source[at] == '\n')
            {
                var line = source.AsSpan(0, at).Count('\n') + 1;
                throw new FormatException($"line {line} has a text without an end");
            }

            if (source[at] == '\\')
            {
                text.Append(source[++at]);
            }
            else if (source[at] == '$' && source[at + 1] == '{')
            {
                text.Append("${}");
                at += 2;
                Run(inText: true);
                at--;
            }
            else
            {
                text.Append(source[at]);
            }
        }

        at++;
        tokens.Insert(place, new(BicepKind.Text, text.ToString()));
    }

    private static bool IsOfWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
