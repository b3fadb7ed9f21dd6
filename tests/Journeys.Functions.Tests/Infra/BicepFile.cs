namespace Journeys.Functions.Tests.Infra;

/// <param name="Optional">Whether it has a value of its own.</param>
/// <param name="Secure">Whether it is kept out of logs.</param>
internal sealed record BicepParameter(string Name, bool Optional, bool Secure);

/// <param name="File">The module's file, as it is written: from the folder of the file that uses it.</param>
/// <param name="Given">The parameters that it is given.</param>
internal sealed record BicepModule(string Name, string File, IReadOnlyList<string> Given);

/// <param name="Type">As <c>Microsoft.Web/sites</c>.</param>
internal sealed record BicepResource(string Name, string Type, string Version);

/// <summary>
/// A Bicep file as far as tests look into it: what it declares and what it hands on. There is no compiler on the machines
/// that run the tests, so they read the text; whatever they say of it is true of any layout and any comment.
/// </summary>
internal sealed class BicepFile
{
    private static readonly string[] Declarations = ["param", "var", "resource", "module", "output", "targetScope"];

    private readonly Dictionary<string, Range> declared = [];

    public BicepFile(string source)
    {
        Source = source;
        Tokens = BicepTokens.Of(source);
        ReadDeclarations();
    }

    public string Source { get; }

    public IReadOnlyList<BicepToken> Tokens { get; }

    public List<BicepParameter> Parameters { get; } = [];

    public List<string> Outputs { get; } = [];

    public List<BicepModule> Modules { get; } = [];

    public List<BicepResource> Resources { get; } = [];

    /// <summary>The names that the rest of the file may use.</summary>
    public IEnumerable<string> Names => declared.Keys;

    /// <summary>The names in an object that a variable holds, in order.</summary>
    public IReadOnlyList<string> Members(string variable) => MembersIn(Body(variable));

    /// <summary>What a declaration says.</summary>
    public IReadOnlyList<BicepToken> Body(string name) => [.. Tokens.Take(declared[name])];

    /// <summary>The literal that a variable holds.</summary>
    public string Literal(string variable) => Body(variable).Last(token => token.Kind is BicepKind.Text).Text;

    /// <summary>The names in the first object of these tokens, those within its members left out.</summary>
    public static IReadOnlyList<string> MembersIn(IReadOnlyList<BicepToken> tokens)
    {
        var members = new List<string>();
        var depth = 0;
        for (var i = 0; i + 1 < tokens.Count; i++)
        {
            depth += Depth(tokens[i]);
            if (depth == 1 && IsMember(tokens, i))
            {
                members.Add(tokens[i].Text);
            }
        }

        return members;
    }

    /// <summary>Whether this is the name of a member of an object: it begins one, and a colon follows it.</summary>
    public static bool IsMember(IReadOnlyList<BicepToken> tokens, int i) =>
        i > 0
        && i + 1 < tokens.Count
        && tokens[i].Kind is (BicepKind.Word or BicepKind.Text)
        && tokens[i + 1].Is(":")
        && (tokens[i - 1].Kind == BicepKind.Line || tokens[i - 1].Is("{") || tokens[i - 1].Is(","));

    /// <summary>1 for an opening bracket, -1 for a closing one.</summary>
    public static int Depth(BicepToken token) =>
        token.Kind != BicepKind.Sign ? 0
        : token.Text is "{" or "[" or "(" ? 1
        : token.Text is "}" or "]" or ")" ? -1
        : 0;

    private void ReadDeclarations()
    {
        var (depth, start) = (0, -1);
        for (var i = 0; i < Tokens.Count; i++)
        {
            depth += Depth(Tokens[i]);
            if (depth != 0 || Tokens[i].Kind != BicepKind.Word || (i > 0 && Tokens[i - 1].Kind != BicepKind.Line))
            {
                continue;
            }

            if (Declarations.Contains(Tokens[i].Text))
            {
                Declare(start, i);
                start = i;
            }
        }

        Declare(start, Tokens.Count);
    }

    private void Declare(int start, int end)
    {
        if (start < 0 || Tokens[start].IsWord("targetScope"))
        {
            return;
        }

        var name = Tokens[start + 1].Text;
        IReadOnlyList<BicepToken> body = [.. Tokens.Take(new Range(start, end))];
        switch (Tokens[start].Text)
        {
            case "param":
                // What stands before it belongs to it: the lines that begin with @.
                Parameters.Add(new(name, HasValue(body), IsSecure(start)));
                break;
            case "module":
                var given = body.SkipWhile(token => !token.IsWord("params")).ToList();
                Modules.Add(new(name, body[2].Text, MembersIn(given)));
                break;
            case "resource":
                var type = body[2].Text.Split('@');
                Resources.Add(new(name, type[0], type[1]));
                break;
            case "output":
                Outputs.Add(name);
                return;
            default:
                break;
        }

        declared.Add(name, new Range(start, end));
    }

    private static bool HasValue(IReadOnlyList<BicepToken> body) =>
        body.TakeWhile(token => token.Kind != BicepKind.Line).Any(token => token.Is("="));

    private bool IsSecure(int start)
    {
        for (var i = start - 1; i > 0 && !Declarations.Contains(Tokens[i].Text); i--)
        {
            if (Tokens[i].IsWord("secure") && Tokens[i - 1].Is("@"))
            {
                return true;
            }
        }

        return false;
    }
}
