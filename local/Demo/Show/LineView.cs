using System.Globalization;
using NodaTime;

namespace Journeys.Local.Demo.Show;

/// <summary>A plain line for every half day, where there is no terminal to draw on.</summary>
internal sealed class LineView(TextWriter output, int contacts) : IProgressView
{
    private Instant? shown;
    private bool hasMail;

    public Task WhileAsync(Func<Task> play) => play();

    public void Show(Tally tally)
    {
        if (!hasMail && tally.FirstMail is { } first)
        {
            hasMail = true;
            output.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"first mail after {first.TotalSeconds:0.0} s")
            );
        }

        var hour = tally.Now.InUtc().Hour / 12 * 12;
        var half = tally.Now.InUtc().Date.At(new LocalTime(hour, 0)).InUtc().ToInstant();
        if (shown == half)
        {
            return;
        }

        shown = half;
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{tally.Now.InUtc():ddd dd MMM HH:mm}  {tally.Contacts, 4} of {contacts} contacts  {tally.Mails, 4} mails  "
                    + $"{tally.TasksOpen, 3} tasks open  {tally.TasksAnswered, 3} answered  {tally.HandedOver, 3} handed over  "
                    + $"{tally.Held, 2} held"
            )
        );
    }
}
