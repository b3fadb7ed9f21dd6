using System.Text;
using Journeys.Orchestrations.Simulation.Results;

namespace Journeys.Cli.Simulation.Report;

/// <summary>Comparisons as Markdown, fit for a comment on a pull request.</summary>
internal static class CompareMarkdown
{
    private const int Most = 10;

    /// <summary>The comment.</summary>
    public static string Of(IReadOnlyList<ComparisonReport> reports)
    {
        var text = new StringBuilder();
        foreach (var report in reports)
        {
            One(text, report);
        }

        return reports.Count == 0 ? "No journey differs." : text.ToString().TrimEnd();
    }

    private static void One(StringBuilder text, ComparisonReport report)
    {
        text.AppendLine($"### {Plain(report.Title)} (`{report.Journey}`)").AppendLine();
        foreach (var (sign, name, beside, details) in DiffWords.Of(report.Diff))
        {
            text.AppendLine(
                $"- {(sign == "+" ? "➕" : sign == "-" ? "➖" : "✏️")} **{Plain(name)}** {Plain(beside)}".TrimEnd()
            );
            foreach (var detail in details)
            {
                text.AppendLine($"  - {Code(detail)}");
            }
        }

        if (report.Diff.IsEmpty)
        {
            text.AppendLine("Nothing differs.");
        }

        text.AppendLine();
        if (report.Simulated is { } pairs)
        {
            Simulated(text, pairs);
        }
    }

    private static void Simulated(StringBuilder text, PairReport pairs)
    {
        text.AppendLine(
            $"**{Figures.Number(pairs.Elsewhere.Count)} of {Figures.Number(pairs.Contacts)}** simulated contacts take another path: {Figures.Percent(pairs.Elsewhere)}."
        );
        text.AppendLine()
            .AppendLine("| | before | after | change | for 1,000 contacts (95 %) |")
            .AppendLine("|---|---:|---:|---:|---:|");
        foreach (var figure in pairs.Figures)
        {
            var change = Figures.Change(figure.After - figure.Before);
            text.AppendLine(
                $"| {figure.Figure} | {Figures.Number(figure.Before)} | {Figures.Number(figure.After)} | {(figure.Certain ? $"**{change}**" : change)} | {Figures.PerThousand(figure)} |"
            );
        }

        if (!pairs.Ends.IsEmpty)
        {
            text.AppendLine()
                .AppendLine("<details><summary>Who ends elsewhere, and where paths part</summary>")
                .AppendLine();
            text.AppendLine("| contacts | ended before | end now |").AppendLine("|---:|---|---|");
            foreach (var move in pairs.Ends.Take(Most))
            {
                text.AppendLine($"| {Figures.Number(move.Count)} | {Plain(move.Before)} | {Plain(move.After)} |");
            }

            text.AppendLine()
                .AppendLine("| contacts | first differ at | before | now |")
                .AppendLine("|---:|---|---|---|");
            foreach (var parting in pairs.Partings.Take(Most))
            {
                text.AppendLine(
                    $"| {Figures.Number(parting.Count)} | {Plain(parting.Step)} | {Plain(parting.Before)} | {Plain(parting.After)} |"
                );
            }

            text.AppendLine().AppendLine("</details>");
        }

        text.AppendLine()
            .AppendLine(
                $"<sub>{pairs.Days} days from {Figures.Date(pairs.From)}, seed {pairs.Seed}; the same contacts before and after. Bold: more than chance.</sub>"
            )
            .AppendLine();
    }

    // What an author wrote must not become markup of the comment, nor call anybody by name.
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            plain.Append(c is '\n' or '\r' ? ' ' : c);
            if (c == '@')
            {
                plain.Append('\u200B');
            }
        }

        foreach (var mark in new[] { "\\", "`", "*", "_", "|", "[", "]" })
        {
            plain.Replace(mark, $"\\{mark}");
        }

        return plain.Replace("<", "&lt;").Replace(">", "&gt;").ToString();
    }

    private static string Code(string text) => $"`{text.Replace('`', '\'').ReplaceLineEndings(" ")}`";
}
