namespace Pyner.Xml.Indexing;

/// <summary>The indexers there are, and the choice between them.</summary>
public static class StructuralIndexers
{
    /// <summary>The environment variable that forces one by its <see cref="StructuralIndexer.Name"/>.</summary>
    public const string Variable = "PYNER_INDEXER";

    private static readonly StructuralIndexer[] s_all = [new ScalarIndexer(), new Vector128Indexer(), new Avx2Indexer(), new Avx512Indexer()];

    /// <summary>Those that this machine can run, the scalar one first, wider vectors later.</summary>
    public static IReadOnlyList<StructuralIndexer> Supported { get; } = [.. s_all.Where(indexer => indexer.IsSupported)];

    /// <summary>The one that <c>PYNER_INDEXER</c> names, or else the widest.</summary>
    /// <exception cref="NotSupportedException">The variable names none, or one that this machine can't run.</exception>
    public static StructuralIndexer Choose()
    {
        string? name = Environment.GetEnvironmentVariable(Variable);
        return string.IsNullOrEmpty(name) ? Supported[^1] : Choose(name);
    }

    /// <summary>The indexer of that name.</summary>
    /// <exception cref="NotSupportedException">There is none, or this machine can't run it.</exception>
    public static StructuralIndexer Choose(string name) =>
        Supported.FirstOrDefault(indexer => indexer.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new NotSupportedException(
            $"{Variable}={name} is not to be had on this machine; it has: {string.Join(", ", Supported.Select(indexer => indexer.Name))}");
}
