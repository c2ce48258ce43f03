namespace Pyner.TestData;

/// <summary>Finds the real SRA documents and schemas that lie beside a checkout, in <c>../shared</c>.</summary>
public static class RealDocuments
{
    /// <summary>What a test says when it skips because the documents are not there.</summary>
    public const string Absent = "the real documents (../shared beside the checkout, or PYNER_SHARED) are not on this machine";

    /// <summary>The repository's root: the nearest folder above the test assembly that holds <c>Pyner.Micro.sln</c>.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>The shared folder, or null where it is absent. <c>PYNER_SHARED</c> overrides the place.</summary>
    public static string? SharedFolder { get; } = FindShared();

    /// <summary>Whether <c>shared/sra-real</c> is there.</summary>
    public static bool Available => SharedFolder is not null;

    /// <summary>Path of a file or folder below <c>shared/sra-real</c>.</summary>
    public static string Path(string relative) =>
        System.IO.Path.Combine(SharedFolder ?? throw new InvalidOperationException(Absent), "sra-real", relative);

    private static string FindRoot()
    {
        for (DirectoryInfo? d = new(AppContext.BaseDirectory); d is not null; d = d.Parent)
            if (File.Exists(System.IO.Path.Combine(d.FullName, "Pyner.Micro.sln")))
                return d.FullName;
        throw new InvalidOperationException("no Pyner.Micro.sln above " + AppContext.BaseDirectory);
    }

    private static string? FindShared()
    {
        string folder = Environment.GetEnvironmentVariable("PYNER_SHARED")
            ?? System.IO.Path.Combine(RepositoryRoot, "..", "shared");
        return Directory.Exists(System.IO.Path.Combine(folder, "sra-real")) ? System.IO.Path.GetFullPath(folder) : null;
    }
}
