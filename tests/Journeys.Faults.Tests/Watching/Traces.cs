using Journeys.Faults.Tests.Worlds;
using Journeys.Runtime;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;

namespace Journeys.Faults.Tests.Watching;

/// <summary>Looks for a contact in everything that is stored.</summary>
internal static class Traces
{
    /// <summary>Breaks a promise if any row of any table names the contact or one of its instances.</summary>
    public static void CheckGone(World world, string contact, string when)
    {
        string[] names =
        [
            contact,
            ContactRows.Partition(contact),
            .. People.JourneyNames.Select(journey => InstanceId.For(journey, contact).ToString()),
        ];
        foreach (var table in RuntimeServices.Tables)
        {
            foreach (
                var row in world.Tables.Store.QueryAllAsync(table, new RowQuery(), default).GetAwaiter().GetResult()
            )
            {
                var found = Array.Find(names, name => Holds(row, name));
                if (found is not null)
                {
                    world.Tally.Break($"{contact}, {when} in table {table}, {row.Partition} {row.Row}");
                    return;
                }
            }
        }
    }

    private static bool Holds(TableRow row, string name) =>
        row.Partition.Contains(name, StringComparison.OrdinalIgnoreCase)
        || row.Row.Contains(name, StringComparison.OrdinalIgnoreCase)
        || row.Properties.Values.OfType<string>().Any(text => text.Contains(name, StringComparison.OrdinalIgnoreCase));
}
