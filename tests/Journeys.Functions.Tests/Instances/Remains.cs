using System.Text.Json;
using Journeys.Runtime;
using Journeys.Runtime.Tables;

namespace Journeys.Functions.Tests.Instances;

/// <summary>
/// All that is left of a tale, as lines: every mail, and every row of every table (states, histories, effects, timers,
/// contacts, accounts, tasks, versions). Two hosts that did the same leave the same. Mails are sorted: who is due at the same
/// instant as somebody else may come first or second.
/// </summary>
internal static class Remains
{
    public static IReadOnlyList<string> Of(IStoryWorld world) =>
        [
            .. world
                .Post.Mails.Concat(world.Post.Internal)
                .Select(mail => $"mail {mail.Effect} to {mail.To}: {mail.Content.Subject}")
                .Order(),
            .. RuntimeServices.Tables.SelectMany(table => Rows(world, table)),
        ];

    private static IEnumerable<string> Rows(IStoryWorld world, string table) =>
        from row in world.Do(() => world.Store.QueryAllAsync(table, new RowQuery(), default))
        let values = row.Properties.OrderBy(property => property.Key, StringComparer.Ordinal)
        select $"{table} {row.Partition} {row.Row} {string.Join(' ', values.Select(v => $"{v.Key}={Text(v.Value)}"))}";

    private static string Text(object value) => JsonSerializer.Serialize(value);
}
