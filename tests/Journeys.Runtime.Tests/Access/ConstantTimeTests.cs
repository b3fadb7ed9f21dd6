using System.Reflection;
using System.Security.Cryptography;
using Journeys.Runtime.Access;

namespace Journeys.Runtime.Tests.Access;

public sealed class ConstantTimeTests
{
    [Fact]
    public void Keys_are_compared_as_hashes_of_one_length_by_the_platforms_comparison_in_constant_time()
    {
        Assert.Equal(64, KeyText.Hash("").Length);
        Assert.Equal(64, KeyText.Hash(new string('x', 10_000)).Length);
        Assert.True(KeyText.Same(KeyText.Hash("a"), KeyText.Hash("a")));
        Assert.False(KeyText.Same(KeyText.Hash("a"), KeyText.Hash("b")));
        Assert.Contains(
            typeof(CryptographicOperations).GetMethod(nameof(CryptographicOperations.FixedTimeEquals))!,
            Called(typeof(KeyText).GetMethod(nameof(KeyText.Same))!)
        );
    }

    // The methods that a method calls: opcode call (0x28) and the callee's token.
    private static IEnumerable<MethodBase> Called(MethodInfo method)
    {
        var code = method.GetMethodBody()!.GetILAsByteArray()!;
        for (var at = 0; at + 4 < code.Length; at++)
        {
            if (code[at] == 0x28 && Resolve(method.Module, BitConverter.ToInt32(code, at + 1)) is { } called)
            {
                yield return called;
            }
        }
    }

    private static MethodBase? Resolve(Module module, int token)
    {
        try
        {
            return module.ResolveMethod(token);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
