using Pyner.TestData;

namespace Pyner.Query.Tests;

/// <summary>The sample of the repository, built once with tables.</summary>
public sealed class SampleKnowledgeBase : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Builds it.</summary>
    public SampleKnowledgeBase() => TableBuild.Run(Source, Folder);

    /// <summary>The source.</summary>
    public static string Source => Path.Combine(RealDocuments.RepositoryRoot, "samples", "sra-mini");

    /// <summary>The knowledge base.</summary>
    public string Folder => _folder["kb"];

    /// <summary>A copy of it, to be spoilt.</summary>
    public string Copy()
    {
        string copy = _folder["copy-" + Guid.NewGuid().ToString("N")];
        CopyTo(copy);
        return copy;
    }

    /// <summary>Copies it.</summary>
    public void CopyTo(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(folder, Path.GetRelativePath(Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
