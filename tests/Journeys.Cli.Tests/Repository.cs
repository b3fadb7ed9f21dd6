namespace Journeys.Cli.Tests;

/// <summary>The project's own files.</summary>
internal static class Repository
{
    /// <summary>A folder or a file of the project, in full.</summary>
    public static string Folder(string path)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Journeys.sln")))
            {
                return Path.Combine(at.FullName, path);
            }
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
