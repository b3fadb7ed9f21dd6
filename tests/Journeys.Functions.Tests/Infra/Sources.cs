namespace Journeys.Functions.Tests.Infra;

/// <summary>The files of this repository that are no code, and still must fit the code.</summary>
internal static class Sources
{
    /// <summary>The folder that has the solution in it.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>The Bicep files, by their paths under <c>infra/</c>.</summary>
    public static IReadOnlyDictionary<string, BicepFile> Bicep { get; } =
        Directory
            .EnumerateFiles(Path("infra"), "*.bicep", SearchOption.AllDirectories)
            .ToDictionary(
                file => System.IO.Path.GetRelativePath(Path("infra"), file).Replace('\\', '/'),
                file => new BicepFile(File.ReadAllText(file))
            );

    public static string Text(params string[] path) => File.ReadAllText(Path(path));

    public static string Path(params string[] path) => System.IO.Path.Combine([Root, .. path]);

    private static string Find(DirectoryInfo? folder)
    {
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Journeys.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not lie under Journeys.sln.");
    }
}
