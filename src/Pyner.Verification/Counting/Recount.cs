using Pyner.Verification.Sources;

namespace Pyner.Verification.Counting;

/// <summary>
/// Every figure of a knowledge base, counted once more: one thread, <c>XmlReader</c>, no code in common with the way in which
/// knowledge bases are built.
/// </summary>
public sealed class Recount
{
    private readonly Dictionary<SubmissionId, byte> _kindsSeen = [];
    private readonly Dictionary<SubmissionId, OpenSubmission> _open = [];
    private readonly long[] _files = new long[Enum.GetValues<DocumentKind>().Length];
    private readonly Dictionary<string, HashSet<SubmissionId>>? _studies;

    private readonly bool _filesStandAlone;
    private readonly bool _readsDescriptions;
    private readonly IReadOnlySet<string> _refusedAsLarge;
    private readonly IReadOnlySet<string> _refusedForDoctype;

    private Recount(
        bool keepStudies, bool readsDescriptions, bool filesStandAlone, IReadOnlySet<string> refusedAsLarge, IReadOnlySet<string> refusedForDoctype)
    {
        _refusedAsLarge = refusedAsLarge;
        _refusedForDoctype = refusedForDoctype;
        _studies = keepStudies ? [] : null;
        _filesStandAlone = filesStandAlone;
        _readsDescriptions = readsDescriptions;
    }

    /// <summary>Distinct submissions with at least one file.</summary>
    public long Submissions => _kindsSeen.Count;

    /// <summary>Experiments that count.</summary>
    public long Experiments { get; private set; }

    /// <summary>Experiments without accession, title or strategy.</summary>
    public long ExperimentsMissingFields { get; private set; }

    /// <summary>Samples that count.</summary>
    public long Samples { get; private set; }

    /// <summary>Samples without organism.</summary>
    public long SamplesMissingFields { get; private set; }

    /// <summary>Sequencing runs.</summary>
    public long Runs { get; private set; }

    /// <summary>Records in files of another kind.</summary>
    public long MisplacedRecords { get; private set; }

    /// <summary>Counted experiments that point to no counted sample of their submission.</summary>
    public long UnresolvedSampleReferences { get; private set; }

    /// <summary>Files that are no submission files.</summary>
    public long IgnoredFiles { get; private set; }

    /// <summary>Organisms.</summary>
    public VerifiedCatalog<string> Organisms { get; } = new();

    /// <summary>Library strategies.</summary>
    public VerifiedCatalog<string> Strategies { get; } = new();

    /// <summary>Library sources.</summary>
    public VerifiedCatalog<string> Sources { get; } = new();

    /// <summary>Library selections.</summary>
    public VerifiedCatalog<string> Selections { get; } = new();

    /// <summary>Library layouts.</summary>
    public VerifiedCatalog<string> Layouts { get; } = new();

    /// <summary>Platforms.</summary>
    public VerifiedCatalog<string> Platforms { get; } = new();

    /// <summary>Instrument models.</summary>
    public VerifiedCatalog<string> InstrumentModels { get; } = new();

    /// <summary>Lower-cased tags of sample attributes.</summary>
    public VerifiedCatalog<string> Attributes { get; } = new();

    /// <summary>Organism and strategy of experiments that point to a counted sample of their submission.</summary>
    public VerifiedCatalog<(string Organism, string Strategy)> OrganismStrategies { get; } = new();

    /// <summary>Files whose records do not count.</summary>
    public List<RejectedDocument> Rejected { get; } = [];

    /// <summary>Submission files of a kind, rejected ones included.</summary>
    public long Files(DocumentKind kind) => _files[(int)kind];

    /// <summary>The submissions behind an organism, where they were asked for.</summary>
    public IReadOnlySet<SubmissionId> Studies(string organism) =>
        _studies?.GetValueOrDefault(organism) ?? [];

    /// <summary>Counts a source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="limit">Only the first so many submissions; null for all.</param>
    /// <param name="keepStudies">Whether to keep the submissions behind each organism.</param>
    /// <param name="readsDescriptions">
    /// Whether submission and study files are read too, as for a knowledge base with tables: they are rejected where they are no XML, and count for
    /// nothing else.
    /// </param>
    /// <param name="refusedAsLarge">
    /// Paths of the files that were refused because something in them is too large to hold: their records do not count here either,
    /// if there is something large in them indeed.
    /// </param>
    /// <param name="refusedForDoctype">Paths of the files that were refused for the size of their DOCTYPE: they are not read, unless they are small.</param>
    /// <param name="progress">Told of every file.</param>
    /// <param name="cancellation">Stops the recount.</param>
    /// <exception cref="VerificationException">The source can't be read (further).</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Recount Of(
        VerifiedSource source,
        long? limit = null,
        bool keepStudies = false,
        bool readsDescriptions = false,
        IReadOnlySet<string>? refusedAsLarge = null,
        IReadOnlySet<string>? refusedForDoctype = null,
        Action<RecountProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        var recount = new Recount(
            keepStudies, readsDescriptions, source.IsGrouped, refusedAsLarge ?? new HashSet<string>(), refusedForDoctype ?? new HashSet<string>());
        SubmissionId last = default;
        long files = 0;
        foreach (SourceFile file in source.Files(limit))
        {
            cancellation.ThrowIfCancellationRequested();
            if (source.IsGrouped && file.Submission != last)
                recount.Close(last);
            last = file.Submission;
            recount.Add(file);
            progress?.Invoke(new RecountProgress(++files, recount.Submissions, file.Path));
        }
        foreach (SubmissionId submission in recount._open.Keys.ToArray())
            recount.Close(submission);
        recount.IgnoredFiles = source.IgnoredFiles;
        return recount;
    }

    private void Add(SourceFile file)
    {
        if (file.FolderFault is not null)
        {
            Reject(file, file.FolderFault);
            return;
        }
        _files[(int)file.Kind]++;
        byte seen = _kindsSeen.GetValueOrDefault(file.Submission);
        byte bit = (byte)(1 << (int)file.Kind);
        _kindsSeen[file.Submission] = (byte)(seen | bit);
        if ((seen & bit) != 0)
        {
            Reject(file, "another file of this submission and kind came first");
            return;
        }
        bool isDescription = file.Kind is DocumentKind.Submission or DocumentKind.Study;
        if (file.Kind == DocumentKind.Analysis || (isDescription && !_readsDescriptions))
            return;
        var tally = new DocumentTally();
        string? fault = Read(file, tally);
        if (fault is not null)
            Reject(file, fault);
        else if (!isDescription)
            Add(file.Submission, file.Kind, tally);
    }

    private string? Read(SourceFile file, DocumentTally tally)
    {
        try
        {
            using Stream stream = file.Open();
            Stream document = stream;
            if (_refusedForDoctype.Contains(file.Path))
            {
                // XmlReader may overflow the stack on a DOCTYPE, which would end the process; not on one as small as this.
                byte[] beginning = new byte[DocumentExtent.LargeDoctype + 1];
                int length = stream.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false);
                if (length == beginning.Length)
                    return "its DOCTYPE is too large to read";
                document = new MemoryStream(beginning, 0, length);
            }
            var extent = new DocumentExtent();
            Rejection? rejection = DocumentReader.Read(document, file.Kind, tally.Add, extent);
            if (rejection is null && extent.IsLarge && _refusedAsLarge.Contains(file.Path))
                return "something in it is too large to hold";
            return rejection?.Message;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            // A file of a tree can be unreadable by itself; a member of an archive can't, the archive is damaged.
            return _filesStandAlone ? e.Message : throw new VerificationException($"The archive can't be read beyond '{file.Path}': {e.Message}", e);
        }
    }

    private void Reject(SourceFile file, string message) =>
        Rejected.Add(new RejectedDocument(file.Path, file.Submission, file.Kind, message));

    private void Add(SubmissionId submission, DocumentKind kind, DocumentTally tally)
    {
        Experiments += tally.Experiments;
        ExperimentsMissingFields += tally.ExperimentsMissingFields;
        Samples += tally.Samples;
        SamplesMissingFields += tally.SamplesMissingFields;
        Runs += tally.Runs;
        MisplacedRecords += tally.MisplacedRecords;
        // Each catalog is fed by one kind of file, and a submission has at most one that counts: so each of its files that holds a
        // value is a further submission behind it.
        Strategies.AddSubmission(tally.Strategies);
        Sources.AddSubmission(tally.Sources);
        Selections.AddSubmission(tally.Selections);
        Layouts.AddSubmission(tally.Layouts);
        Platforms.AddSubmission(tally.Platforms);
        InstrumentModels.AddSubmission(tally.InstrumentModels);
        Organisms.AddSubmission(tally.Organisms);
        Attributes.AddSubmission(tally.Attributes);
        AddStudies(submission, tally);
        if (kind is DocumentKind.Run)
            return;
        if (!_open.TryGetValue(submission, out OpenSubmission? open))
            _open.Add(submission, open = new OpenSubmission());
        if (kind is DocumentKind.Experiment)
            open.Pointers = tally.Pointers;
        else
            open.Organisms = tally.SampleOrganisms;
        if (open.Pointers is not null && open.Organisms is not null)
            Close(submission);
    }

    private void AddStudies(SubmissionId submission, DocumentTally tally)
    {
        if (_studies is null)
            return;
        foreach (string organism in tally.Organisms.Keys)
        {
            if (!_studies.TryGetValue(organism, out HashSet<SubmissionId>? submissions))
                _studies.Add(organism, submissions = []);
            submissions.Add(submission);
        }
    }

    private void Close(SubmissionId submission)
    {
        if (!_open.Remove(submission, out OpenSubmission? open))
            return;
        (Dictionary<(string Organism, string Strategy), long> pairs, long unresolved) = open.Join();
        OrganismStrategies.AddSubmission(pairs);
        UnresolvedSampleReferences += unresolved;
    }
}
