namespace Journeys.Local.Settings;

/// <summary>The folder of Journeys: where its workspace is, Azurite is installed, and <c>local.settings.json</c> lies.</summary>
public static class Home
{
    /// <summary>What the script <c>journeys</c> says it is.</summary>
    public const string Variable = "JOURNEYS_ROOT";

    /// <summary>
    /// What <see cref="Variable"/> says; or else the folder above this program that holds <c>Journeys.sln</c>; or else the
    /// current folder.
    /// </summary>
    public static string Find(Func<string, string?> variable, string program, string current)
    {
        if (variable(Variable) is { Length: > 0 } said)
        {
            return Path.GetFullPath(said, current);
        }

        for (var folder = new DirectoryInfo(program); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Journeys.sln")))
            {
                return folder.FullName;
            }
        }

        return current;
    }
}
