namespace Journeys.Bench;

/// <summary>Where the repository is that this program was built from: the folder with the solution above it.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Journeys.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"Journeys.sln is in no folder above {from}. Run from a clone.");
    }
}
