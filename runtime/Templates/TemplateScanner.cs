using System.Collections.Immutable;

namespace Journeys.Runtime.Templates;

/// <summary>
/// Finds the tags of a Handlebars template. It takes the part of the language that a mail needs (variables, helpers,
/// blocks, comments, whitespace control) and refuses the rest in words, because the compiler exposes no syntax tree.
/// </summary>
internal sealed class TemplateScanner(string text, TemplateFaults faults)
{
    /// <summary>How deep helpers in parentheses may be nested.</summary>
    private const int CallDepth = 4;

    private readonly List<TemplateTag> tags = [];
    private int at;

    /// <summary>All tags in order; what cannot be read is reported and left out.</summary>
    public IReadOnlyList<TemplateTag> Scan()
    {
        while (Seek())
        {
            var start = at;
            if (!ReadTag(start))
            {
                // Behind what could not be read, the next tag is judged on its own.
                var close = text.IndexOf("}}", start, StringComparison.Ordinal);
                at = close < 0 ? text.Length : close + 2;
            }
        }

        return tags;
    }

    // A backslash before the braces makes them plain text; two make one backslash and a tag.
    private bool Seek()
    {
        while (at < text.Length)
        {
            if (text[at] == '\\' && Peek(1) is '\\' or '{')
            {
                at += text.AsSpan(at + 1).StartsWith("{{") ? 3 : 2;
            }
            else if (text.AsSpan(at).StartsWith("{{"))
            {
                return true;
            }
            else
            {
                at++;
            }
        }

        return false;
    }

    private bool ReadTag(int start)
    {
        at += 2;
        if (Peek() == '{')
        {
            return Refuse(
                start,
                "J406",
                "{{{…}}} prints a value without escaping it, so that a contact's name could become HTML: write {{…}}"
            );
        }

        Skip('~');
        if (Peek() == '!')
        {
            return ReadComment(start);
        }

        var kind = ReadKind(start);
        return kind is not null && ReadTerms(start, kind.Value);
    }

    private bool ReadComment(int start)
    {
        var end = text.AsSpan(at).StartsWith("!--") ? "--" : "";
        var dashes = end.Length == 0 ? at : text.IndexOf(end, at + 3, StringComparison.Ordinal);
        var close = dashes < 0 ? -1 : text.IndexOf("}}", dashes, StringComparison.Ordinal);
        if (close < 0)
        {
            return Refuse(start, "J403", $"the comment is never closed: end it with \"{end}}}}}\"");
        }

        at = close + 2;
        return true;
    }

    private TagKind? ReadKind(int start)
    {
        switch (Peek())
        {
            case '#' when Peek(1) is '*' or '>':
            case '>' or '*':
                Refuse(start, "J407", "parts of other files are not available in templates: write the text here");
                return null;
            case '&':
                Refuse(start, "J406", "{{&…}} prints a value without escaping it: write {{…}}");
                return null;
            case '#':
                at++;
                return TagKind.Open;
            case '/':
                at++;
                return TagKind.Close;
            case '^':
                Refuse(start, "J403", "{{^…}} is not read: write {{else}}, or {{#unless …}}");
                return null;
            default:
                return TagKind.Print;
        }
    }

    private bool ReadTerms(int start, TagKind kind)
    {
        var terms = ReadList(start, ends: '}', depth: 0);
        if (terms is null)
        {
            return false;
        }

        var isElse = kind == TagKind.Print && terms.Value is [TemplateTerm.Name { Text: "else" }, ..];
        if (terms.Value.Length == 0)
        {
            return Refuse(start, "J403", "there is nothing between {{ and }}: name a variable");
        }

        tags.Add(isElse ? new(TagKind.Else, terms.Value[1..], start) : new(kind, terms.Value, start));
        return true;
    }

    private ImmutableArray<TemplateTerm>? ReadList(int start, char ends, int depth)
    {
        var terms = ImmutableArray.CreateBuilder<TemplateTerm>();
        while (true)
        {
            SkipSpace();
            if (at >= text.Length || text.AsSpan(at).StartsWith("{{"))
            {
                Refuse(start, "J403", "this {{ is never closed: end it with }}");
                return null;
            }

            if (Closes(ends))
            {
                // The compiler takes a third brace for the end of {{{…}}}, whichever way the tag began.
                if (ends == '}' && Peek() == '}')
                {
                    Refuse(at, "J403", "a } right behind }} is taken for a part of it: put a space between them");
                    return null;
                }

                return terms.ToImmutable();
            }

            if (ReadTerm(start, depth) is not { } term)
            {
                return null;
            }

            terms.Add(term);
        }
    }

    private bool Closes(char ends)
    {
        if (ends == ')')
        {
            return Skip(')');
        }

        var from = at;
        Skip('~');
        if (text.AsSpan(at).StartsWith("}}"))
        {
            at += 2;
            return true;
        }

        at = from;
        return false;
    }

    private TemplateTerm? ReadTerm(int start, int depth)
    {
        var from = at;
        if (Peek() is '"' or '\'')
        {
            return ReadText(from);
        }

        if (Skip('('))
        {
            return depth == CallDepth
                    ? Fault(from, $"more than {CallDepth} helpers within one another: write it more simply")
                : ReadList(start, ends: ')', depth + 1) is { } inner ? new TemplateTerm.Call(from, inner)
                : null;
        }

        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '.' or '/' or '_' or '-' or '@'))
        {
            at++;
        }

        return at == from ? Unexpected(from) : Word(from, text[from..at]);
    }

    private static TemplateTerm Word(int from, string word) =>
        char.IsAsciiDigit(word[0]) || word[0] == '-' || word is "true" or "false"
            ? new TemplateTerm.Literal(from, word)
            : new TemplateTerm.Name(from, word);

    private TemplateTerm.Literal? ReadText(int from)
    {
        var quote = text[at++];
        while (at < text.Length && text[at] != quote)
        {
            at += text[at] == '\\' ? 2 : 1;
        }

        if (at >= text.Length)
        {
            Refuse(from, "J403", $"this text is never closed: end it with {quote}");
            return null;
        }

        at++;
        return new(from, text[(from + 1)..(at - 1)].Replace($"\\{quote}", quote.ToString()));
    }

    private TemplateTerm? Unexpected(int from) =>
        text[from] switch
        {
            '=' => Fault(from, "named arguments (name=value) are not read: give the value alone"),
            '|' => Fault(from, "\"as |name|\" is not read: use {{this}} within the block"),
            '[' => Fault(from, "[…] is not read: a name has letters, digits, \"-\" and \"_\""),
            var found => Fault(from, $"found {found}, expected a variable such as contact.firstName, or }}}}"),
        };

    private TemplateTerm? Fault(int from, string message)
    {
        Refuse(from, "J403", message);
        return null;
    }

    private bool Refuse(int from, string code, string message)
    {
        faults.Add(from, code, message);
        return false;
    }

    private void SkipSpace()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }
    }

    private bool Skip(char expected)
    {
        if (Peek() != expected)
        {
            return false;
        }

        at++;
        return true;
    }

    private char Peek(int ahead = 0) => at + ahead < text.Length ? text[at + ahead] : '\0';
}
