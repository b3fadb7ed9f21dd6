using System.Collections.Immutable;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Runtime.Catalog;

namespace Journeys.Cli.Authoring;

/// <summary>Reads the text files of one workspace; what cannot be read is a finding, never an exception.</summary>
/// <param name="root">The workspace's folder, in full.</param>
internal sealed class OfflineFiles(string root)
{
    private readonly List<Diagnostic> findings = [];

    /// <summary>What was found so far, and forgets it.</summary>
    public ImmutableArray<Diagnostic> Take()
    {
        ImmutableArray<Diagnostic> taken = [.. findings];
        findings.Clear();
        return taken;
    }

    /// <summary>A file's text; null when there is none, or when it cannot be read.</summary>
    /// <param name="path">The file, from the workspace, with <c>/</c>.</param>
    public string? Text(string path)
    {
        var full = Path.Combine(root, path);
        return File.Exists(full) ? Read(full, path) : null;
    }

    /// <summary>The texts of a folder's files by name.</summary>
    /// <param name="folder">The folder, from the workspace, with <c>/</c>; there may be none.</param>
    /// <param name="name">The name of a file by its path.</param>
    /// <param name="patterns">Which files: <c>*.html</c>.</param>
    public ImmutableSortedDictionary<string, string> Texts(
        string folder,
        Func<string, string?> name,
        params string[] patterns
    )
    {
        var texts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var full = Path.Combine(root, folder);
        if (Directory.Exists(full))
        {
            var files = patterns.SelectMany(pattern => Directory.EnumerateFiles(full, pattern));
            foreach (var file in files.Order(StringComparer.Ordinal))
            {
                // What cannot be read is there all the same: nobody is told that it is missing.
                texts[name(file)!] = Read(file, $"{folder}/{Path.GetFileName(file)}") ?? "";
            }
        }

        return texts.ToImmutable();
    }

    private string? Read(string full, string path)
    {
        var bag = new DiagnosticBag(path);
        try
        {
            return WorkspaceText.Read(full, bag);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            bag.Error("J011", Place.Start, $"the file cannot be read: {e.Message}");
            return null;
        }
        finally
        {
            findings.AddRange(bag.Items);
        }
    }
}
