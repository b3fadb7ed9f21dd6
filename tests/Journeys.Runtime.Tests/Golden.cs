using System.Text.Json.Nodes;

namespace Journeys.Tests;

/// <summary>Files that say, byte for byte but for white space, what we send to others.</summary>
internal static class Golden
{
    /// <summary>Holds what was written against a file beside the test.</summary>
    /// <param name="folder">The test's folder below <c>tests</c>.</param>
    /// <param name="name">The file's name without its ending.</param>
    /// <param name="written">JSON.</param>
    public static void Holds(string folder, string name, string written) =>
        Assert.Equal(
            JsonNode.Parse(File.ReadAllText(Path.Combine(Root(), folder, "Golden", name + ".json")))!.ToJsonString(),
            JsonNode.Parse(written)!.ToJsonString()
        );

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Journeys.sln")))
            {
                return Path.Combine(folder.FullName, "tests");
            }
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
