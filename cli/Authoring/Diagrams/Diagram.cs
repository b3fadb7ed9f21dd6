using System.Collections.Immutable;

namespace Journeys.Cli.Authoring.Diagrams;

/// <summary>A journey as boxes and arrows, before anybody knows where they stand.</summary>
/// <param name="Journey">The journey's name.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Boxes">The entrance first, then the steps in the order of the file.</param>
internal sealed record Diagram(string Journey, string Title, ImmutableArray<Box> Boxes, ImmutableArray<Arrow> Arrows);

/// <summary>A step, or the entrance.</summary>
/// <param name="Id">The step's name; <see cref="Entrance"/> for the entrance, which no step is called.</param>
/// <param name="Verb">The step's verb; <c>enter</c> for the entrance.</param>
/// <param name="Name">What stands in it first.</param>
/// <param name="Lines">What else there is to know: the mail, the time, the team.</param>
internal sealed record Box(string Id, string Verb, string Name, ImmutableArray<string> Lines)
{
    public const string Entrance = "(enter)";
}

/// <summary>A way, or several that lead from one step to the same.</summary>
/// <param name="Labels">What each way is taken for; empty for a way that needs no words.</param>
/// <param name="IsMain">Whether it is what should happen: not a failure, not too late.</param>
internal sealed record Arrow(string From, string To, ImmutableArray<string> Labels, bool IsMain);
