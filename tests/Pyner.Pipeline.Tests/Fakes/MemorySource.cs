using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Pyner.Sra;
using Pyner.Sra.Sources;

namespace Pyner.Pipeline.Tests.Fakes;

/// <summary>A source in memory: small texts in place of XML, delays and faults on demand.</summary>
internal sealed class MemorySource : SubmissionSource
{
    private long _readers;

    public MemorySource(IReadOnlyList<MemorySubmission> submissions, SourceKind kind = SourceKind.DirectoryTree, string fingerprint = "f0", string path = "/memory")
    {
        Path = path;
        Submissions = submissions;
        Kind = kind;
        Fingerprint = fingerprint;
    }

    public IReadOnlyList<MemorySubmission> Submissions { get; }

    public override SourceKind Kind { get; }

    public override string Path { get; }

    public override string Fingerprint { get; }

    public override long? SubmissionCount => Kind == SourceKind.TarGz ? null : Submissions.Count;

    /// <summary>Whether readers pause at random.</summary>
    public bool Delays { get; init; }

    /// <summary>Index of the submission at which a reader finds the source cut off.</summary>
    public int BreaksAt { get; init; } = -1;

    /// <summary>Index of the submission at which planning finds the source cut off.</summary>
    public int PlanBreaksAt { get; init; } = -1;

    /// <summary>Called when a reader opens a batch.</summary>
    public Action<SubmissionBatch> Opened { get; init; } = _ => { };

    /// <summary>Submissions of seeded content; some are split in two groups, as in an archive whose members are no neighbours.</summary>
    public static List<MemorySubmission> Generate(int count, int seed, bool split = false)
    {
        var random = new Random(seed);
        var submissions = new List<MemorySubmission>();
        var later = new Queue<MemorySubmission>();
        for (int i = 0; i < count; i++)
        {
            SubmissionAccession accession = SubmissionAccession.Parse(string.Create(CultureInfo.InvariantCulture, $"SRA{i:d6}"));
            var files = new List<(SubmissionFileKind, byte[])> { (SubmissionFileKind.Submission, []) };
            foreach (SubmissionFileKind kind in new[] { SubmissionFileKind.Sample, SubmissionFileKind.Experiment, SubmissionFileKind.Run })
            {
                if (random.Next(5) > 0)
                    files.Add((kind, Content(random, i)));
            }
            bool splits = split && random.Next(3) == 0;
            submissions.Add(new MemorySubmission(accession, true, splits ? files[..1] : files));
            if (splits)
                later.Enqueue(new MemorySubmission(accession, false, files[1..]));
            if (later.Count > 5)
                submissions.Add(later.Dequeue());
        }
        submissions.AddRange(later);
        return submissions;
    }

    public override IEnumerable<SubmissionBatch> Plan(int batchSize, long? limit, long firstBatch, int threads, CancellationToken cancellation)
    {
        int end = (int)Math.Min(limit ?? int.MaxValue, Submissions.Count);
        for (long ordinal = firstBatch; ordinal * batchSize < end; ordinal++)
        {
            cancellation.ThrowIfCancellationRequested();
            int first = (int)(ordinal * batchSize);
            int batchEnd = Math.Min(first + batchSize, end);
            if (PlanBreaksAt >= 0 && PlanBreaksAt < batchEnd)
                throw new SourceException($"the archive is cut off before {Submissions[PlanBreaksAt].Accession}") { Offset = 777 };
            yield return new MemoryBatch { Ordinal = ordinal, First = first, End = batchEnd };
        }
    }

    public override IReadOnlyList<SubmissionAccession> ListSubmissions(SubmissionBatch batch) =>
        [.. Submissions.Take(((MemoryBatch)batch).First..((MemoryBatch)batch).End).Select(submission => submission.Accession)];

    public override BatchReference Refer(SubmissionBatch batch) => throw new NotSupportedException("there is no other process that sees this memory");

    public override SubmissionBatchReader CreateReader() => new MemoryBatchReader(this, (int)Interlocked.Increment(ref _readers));

    /// <summary>A digest of all submissions before one.</summary>
    public ulong DigestTo(int end)
    {
        var digest = new XxHash3();
        foreach (MemorySubmission submission in Submissions.Take(end))
        {
            digest.Append(Encoding.ASCII.GetBytes($"{submission.Accession} {submission.IsFirstGroup} "));
            foreach ((SubmissionFileKind kind, byte[] bytes) in submission.Files)
            {
                digest.Append(Encoding.ASCII.GetBytes($"{kind} {bytes.Length} "));
                digest.Append(bytes);
            }
        }
        return digest.GetCurrentHashAsUInt64();
    }

    private static byte[] Content(Random random, int submission)
    {
        var text = new StringBuilder();
        int records = random.Next(1, 6);
        for (int i = 0; i < records; i++)
            text.Append(CultureInfo.InvariantCulture, $"value {Math.Min(random.Next(40), random.Next(40))} {submission}.{i}\n");
        if (random.Next(25) == 0)
            text.Insert(0, "broken\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
