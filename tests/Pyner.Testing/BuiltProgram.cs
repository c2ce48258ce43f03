using Pyner.TestData;

namespace Pyner.Testing;

/// <summary>Programs of this repository that tests run as processes, as the build that made the test made them.</summary>
public static class BuiltProgram
{
    /// <summary>The <c>dotnet</c> that runs them.</summary>
    public static string Host { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>The folder that a project's program is in.</summary>
    public static string Folder(string project)
    {
        // .../bin/Release/net10.0/
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(RealDocuments.RepositoryRoot, "src", project, "bin", folder.Parent!.Name, folder.Name);
    }

    /// <summary>A program's assembly.</summary>
    /// <exception cref="InvalidOperationException">It was not built.</exception>
    public static string Find(string project, string assembly)
    {
        string path = Path.Combine(Folder(project), assembly);
        return File.Exists(path) ? path : throw new InvalidOperationException($"'{path}' was not built");
    }
}
