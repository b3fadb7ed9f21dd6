namespace Journeys.Local.Demo.Show;

/// <summary>Shows how the week goes while it is played.</summary>
internal interface IProgressView
{
    /// <summary>Shows what goes on while something is done.</summary>
    Task WhileAsync(Func<Task> play);

    /// <summary>Shows how far it is.</summary>
    void Show(Tally tally);
}
