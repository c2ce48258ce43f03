using Pyner.TestData;

namespace Pyner.Gateway.Tests;

/// <summary>Programs of this repository that tests run as processes.</summary>
internal static class Programs
{
    /// <summary>A program's assembly, as the build that made this test made it.</summary>
    public static string Find(string project, string assembly)
    {
        // .../bin/Release/net10.0/
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        string path = Path.Combine(RealDocuments.RepositoryRoot, "src", project, "bin", folder.Parent!.Name, folder.Name, assembly);
        return File.Exists(path) ? path : throw new InvalidOperationException($"'{path}' was not built");
    }
}
