using Pyner.Corpus.Truth;

namespace Pyner.Corpus;

/// <summary>One submission of a corpus, held in memory: for tests.</summary>
public sealed record GeneratedSubmission
{
    /// <summary>Position in the corpus, from 0.</summary>
    public required long Index { get; init; }

    /// <summary>The submission's accession, such as <c>SRA000001</c>.</summary>
    public required string Accession { get; init; }

    /// <summary>Its files, in the order in which an archive holds them.</summary>
    public required IReadOnlyList<GeneratedFile> Files { get; init; }

    /// <summary>What this submission alone adds to a knowledge base.</summary>
    public required CorpusTruth Expected { get; init; }
}
