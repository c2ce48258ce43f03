using Pyner.Sra.Sources.References;

namespace Pyner.Sra.Sources.Tree;

/// <summary>
/// A folder of submissions in NCBI's layout, flat (<c>DRA000001/DRA000001.run.xml</c>), nested (<c>DRA000/DRA000001/...</c>) or loose
/// (<c>DRA000001.run.xml</c>), also mixed. Submissions come in order of accession. The root may be a symbolic link; links below it
/// are passed over and counted as ignored, so nothing outside the root is read.
/// </summary>
internal sealed class TreeSubmissionSource : SubmissionSource
{
    private readonly TreeRoot _root;
    private TreeIndex _index;
    private bool _planned;
    private long _submissionCount;

    public TreeSubmissionSource(string path)
        : this(path, TreeRoot.Open(path))
    {
    }

    /// <summary>Reads a tree by a given means of access; takes ownership of it.</summary>
    internal TreeSubmissionSource(string path, TreeRoot root)
    {
        Path = System.IO.Path.GetFullPath(path);
        _root = root;
        try
        {
            _index = TreeIndex.List(root, Path);
            if (_index.Places.Count == 0)
                throw HoldsNothing();
            Fingerprint = _index.Fingerprint();
            _submissionCount = _index.CountSubmissions();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public override SourceKind Kind => SourceKind.DirectoryTree;

    public override string Path { get; }

    public override string Fingerprint { get; }

    /// <inheritdoc/>
    /// <remarks>Before a plan, a submission whose folder turns out to hold none of its files is still counted.</remarks>
    public override long? SubmissionCount => _submissionCount;

    public override IEnumerable<SubmissionBatch> Plan(int batchSize, long? limit, long firstBatch, int threads, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        ArgumentOutOfRangeException.ThrowIfNegative(firstBatch);
        if (_planned)
            _index = TreeIndex.List(_root, Path);
        _planned = true;
        TreeIndex index = _index;
        new TreeSurvey(_root, Path, index, threads, cancellation) { LooksForHuge = StartsWithHuge }.Run(limit);
        if (index.Places.Count == 0 && limit != 0)
            throw HoldsNothing();
        if (limit is null)
            _submissionCount = index.CountSubmissions();
        return StartsWithHuge ? HugeFirst(index, batchSize, firstBatch, cancellation) : Cut(index, batchSize, firstBatch, cancellation);
    }

    public override IReadOnlyList<SubmissionAccession> ListSubmissions(SubmissionBatch batch) => TreeReference.ListSubmissions(Own(batch));

    public override BatchReference Refer(SubmissionBatch batch) => TreeReference.Write(Own(batch));

    public override SubmissionBatchReader CreateReader() => new TreeBatchReader(_root.CreateAccess(), _root);

    protected override void Dispose(bool disposing)
    {
        // The index goes when the last batch that refers to it does: its memory is not the collector's, and a reader may still be in it.
        if (disposing)
            _root.Dispose();
        base.Dispose(disposing);
    }

    private static IEnumerable<TreeBatch> HugeFirst(TreeIndex index, int batchSize, long firstBatch, CancellationToken cancellation)
    {
        HashSet<long> begun = [];
        foreach (TreeBatch batch in Cut(index, batchSize, firstBatch, cancellation).Where(HasHuge))
        {
            begun.Add(batch.Ordinal);
            yield return batch;
        }
        foreach (TreeBatch batch in Cut(index, batchSize, firstBatch, cancellation))
        {
            if (!begun.Contains(batch.Ordinal))
                yield return batch;
        }
    }

    private static IEnumerable<TreeBatch> Cut(TreeIndex index, int batchSize, long firstBatch, CancellationToken cancellation)
    {
        int start = 0;
        for (long ordinal = 0; start < index.Places.Count; ordinal++)
        {
            cancellation.ThrowIfCancellationRequested();
            int end = EndOfBatch(index.Places.Items, start, batchSize);
            if (ordinal >= firstBatch)
                yield return new TreeBatch { Ordinal = ordinal, Index = index, Start = start, End = end };
            start = end;
        }
    }

    private static bool HasHuge(TreeBatch batch)
    {
        foreach (ref readonly Place place in batch.Index.Places.Items[batch.Start..batch.End])
        {
            if ((place.Flags & PlaceFlags.Huge) != 0)
                return true;
        }
        return false;
    }

    private static int EndOfBatch(ReadOnlySpan<Place> places, int start, int batchSize)
    {
        int end = start;
        for (int submissions = 0; submissions < batchSize && end < places.Length; submissions++)
        {
            SubmissionAccession accession = places[end].Accession;
            while (end < places.Length && places[end].Accession == accession)
                end++;
        }
        return end;
    }

    private static TreeBatch Own(SubmissionBatch batch) => batch as TreeBatch ?? throw new ArgumentException("the batch is of another source", nameof(batch));

    private SourceException HoldsNothing() => new(
        $"'{Path}' holds no submission: expected files such as DRA000001/DRA000001.sample.xml in it or below it. "
        + "Give the folder that the dump was unpacked into.")
    {
        // A volume that is not mounted leaves an empty folder.
        IsAway = true,
    };
}
