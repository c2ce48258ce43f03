using System.Security.Cryptography;

namespace Pyner.Testing;

/// <summary>What a job published, to be compared with what another one did.</summary>
public static class PublishedOutputs
{
    /// <summary>
    /// The files that must be the same bytes whatever happened on the way, every file of the tables among them: a hash of each by its name.
    /// </summary>
    public static Dictionary<string, string> Of(string folder) => Directory
        .EnumerateFiles(folder)
        .Where(path => Path.GetFileName(path) is not ("job.json" or "report.html"))
        .Concat(Tables(Path.Combine(folder, "tables")))
        .ToDictionary(path => Path.GetRelativePath(folder, path), path => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))));

    // tables.json names the job.
    private static IEnumerable<string> Tables(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(path => Path.GetFileName(path) != "tables.json")
        : [];
}
