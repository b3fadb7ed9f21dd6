namespace Journeys.Runtime.Templates;

/// <summary>What came of rendering a template.</summary>
/// <typeparam name="T">What is rendered: a text, a mail.</typeparam>
public abstract record Rendering<T>
{
    private Rendering() { }

    /// <summary>It was rendered.</summary>
    public sealed record Rendered(T Content) : Rendering<T>;

    /// <summary>It could not be rendered with what is known; trying again helps only when more is known.</summary>
    /// <param name="Missing">The variables that would have been printed and are not known: <c>contact.firstName</c>.</param>
    /// <param name="Reason">What is wrong in words: <c>contact.firstName is not known</c>.</param>
    public sealed record Failed(IReadOnlyList<string> Missing, string Reason) : Rendering<T>
    {
        /// <summary>The same failure of something larger.</summary>
        public Rendering<TOther>.Failed As<TOther>() => new(Missing, Reason);
    }
}
