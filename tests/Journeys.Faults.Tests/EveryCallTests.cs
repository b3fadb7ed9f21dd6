using Journeys.Faults.Tests.Worlds;
using Xunit.Abstractions;

namespace Journeys.Faults.Tests;

/// <summary>
/// One contact in a calm world: the calls of ports are counted, and then the same world is lived again for each of them, in which this very
/// call fails, before or after the work was done, or ends the process.
/// </summary>
public sealed class EveryCallTests(ITestOutputHelper output)
{
    private static readonly Mishap[] Mishaps =
    [
        Mishap.Unreachable,
        Mishap.LostAnswer,
        Mishap.Twice,
        Mishap.DeathBefore,
        Mishap.DeathAfter,
    ];

    // With an even seed the provider can tell later what it took, with an odd one it cannot.
    [Theory]
    [InlineData("Local", 2)]
    [InlineData("Local", 3)]
    [InlineData("Azure", 4)]
    [InlineData("Azure", 3)]
    public void Whichever_call_fails_the_promises_hold(string host, int seed)
    {
        var kind = Enum.Parse<HostKind>(host);
        var (calls, mails) = Live(kind, seed, _ => Mishap.None);
        Assert.True(mails > 0 && calls > 20, "a world in which little happens shows little");
        var failures = new List<string>();
        foreach (var mishap in Mishaps)
        {
            for (var k = 1; k <= calls; k++)
            {
                var chosen = k;
                try
                {
                    Live(kind, seed, call => call == chosen ? mishap : Mishap.None);
                }
                catch (Exception fault)
                {
                    failures.Add($"{mishap} at call {k}: {fault.Message}");
                }
            }
        }

        output.WriteLine($"{host}, seed {seed}: {calls} calls, {calls * Mishaps.Length} worlds");
        Assert.True(failures.Count == 0, $"{failures.Count} failed\n{string.Join('\n', failures.Take(10))}");
    }

    private static (int Calls, int Mails) Live(HostKind kind, int seed, Func<int, Mishap> planned)
    {
        using var world = new World(seed, kind, planned: planned);
        world.Live();
        return (world.Faults.Calls, world.Tally.Of("Mails"));
    }
}
