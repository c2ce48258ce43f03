using Pyner.Corpus.Documents;
using Pyner.Corpus.Faults;
using Pyner.Corpus.Randomness;
using Pyner.Corpus.Truth;

namespace Pyner.Corpus;

/// <summary>Makes the files of one submission after the other. One per thread: its buffers are reused.</summary>
internal sealed class SubmissionGenerator(CorpusOptions options)
{
    /// <summary>Samples, experiments or runs up to which a document may be in an encoding that takes a copy to make.</summary>
    private const int SmallDocument = 200;

    private readonly DocumentWriter _writer = new();

    /// <summary>Takes a file. The bytes are valid during the call only.</summary>
    public delegate void FileSink(string path, CorpusFileKind kind, ReadOnlySpan<byte> bytes, FaultKind? fault, long? faultOffset);

    /// <summary>Makes a submission's files, and adds what they hold to a truth.</summary>
    public string Generate(long index, CorpusTruth truth, FileSink sink)
    {
        var plan = new SubmissionPlan(options, index);
        string folder = Folder(plan.Accession);
        if (plan.HasSubmission)
            Document(plan, truth, sink, folder, CorpusFileKind.Submission, RandomPurpose.Submission, "SUBMISSION", 0, SmallDocuments.Submission);
        if (plan.HasStudy)
            Document(plan, truth, sink, folder, CorpusFileKind.Study, RandomPurpose.Study, "STUDY_SET", 0, SmallDocuments.Study);
        FileTally? samples = plan.HasSamples
            ? Records(
                plan, truth, sink, folder, CorpusFileKind.Sample, RandomPurpose.Sample, "SAMPLE_SET", plan.Samples, SampleDocument.Write)
            : null;
        FileTally? experiments = plan.HasExperiments
            ? Records(
                plan, truth, sink, folder, CorpusFileKind.Experiment, RandomPurpose.Experiment, "EXPERIMENT_SET", plan.Experiments, ExperimentDocument.Write)
            : null;
        FileTally? runs = plan.HasRuns
            ? Records(
                plan, truth, sink, folder, CorpusFileKind.Run, RandomPurpose.Run, "RUN_SET", plan.Runs, RunDocument.Write)
            : null;
        if (plan.HasAnalysis)
            Document(plan, truth, sink, folder, CorpusFileKind.Analysis, RandomPurpose.Analysis, "ANALYSIS_SET", 0, SmallDocuments.Analysis);
        foreach ((string name, byte[] bytes) in SmallDocuments.Others(plan, CorpusRandom.For(options.Seed, index, RandomPurpose.Other)))
        {
            sink(folder + name, CorpusFileKind.Other, bytes, null, null);
            truth.AddFile(CorpusFileKind.Other, bytes.Length);
        }
        truth.AddSubmission(index, samples, experiments, runs);
        return plan.Accession;
    }

    /// <summary>A submission's folder below the root, with a slash at its end.</summary>
    public string Folder(string accession) => options.Nested ? $"{accession[..6]}/{accession}/" : $"{accession}/";

    /// <summary>Writes a file of records.</summary>
    /// <returns>What it adds; null when it was broken.</returns>
    private FileTally? Records(
        SubmissionPlan plan, CorpusTruth truth, FileSink sink, string folder, CorpusFileKind kind, RandomPurpose purpose, string root, int records,
        Action<DocumentWriter, SubmissionPlan, FileTally> write)
    {
        var tally = new FileTally();
        bool broken = Document(plan, truth, sink, folder, kind, purpose, root, records, (writer, submission) => write(writer, submission, tally));
        return broken ? null : tally;
    }

    private bool Document(
        SubmissionPlan plan, CorpusTruth truth, FileSink sink, string folder, CorpusFileKind kind, RandomPurpose purpose, string root, int records,
        Action<DocumentWriter, SubmissionPlan> write)
    {
        var random = CorpusRandom.For(options.Seed, plan.Index, purpose);
        var faults = CorpusRandom.For(options.Seed, plan.Index, (RandomPurpose)((int)RandomPurpose.Fault * 100 + (int)kind));
        bool broken = faults.Next() >> 11 < (ulong)(options.Malformed * (1L << 53));
        DocumentStyle style = DocumentStyle.Draw(random, options, plan.Archive, broken, records <= SmallDocument);
        byte[] rootName = System.Text.Encoding.ASCII.GetBytes(root);
        _writer.Begin(style, random, rootName, plan.Organisms[0], keepsMarks: broken);
        write(_writer, plan);
        if (kind == CorpusFileKind.Submission)
            _writer.EndEmptyRoot();
        else
            _writer.EndRoot(rootName);

        string path = $"{folder}{plan.Accession}.{kind.ToString().ToLowerInvariant()}.xml";
        FaultKind? fault = null;
        long? offset = null;
        if (broken)
            fault = FaultInjector.Apply(_writer, root, faults, out offset);
        ReadOnlySpan<byte> bytes = DocumentEncoder.Encode(style.Encoding, _writer.Buffer.Written);
        sink(path, kind, bytes, fault, offset);
        truth.AddFile(kind, bytes.Length);
        if (fault is FaultKind rejected)
            truth.AddRejected(new RejectedTruth(plan.Accession, kind, path, rejected, offset), bytes.Length);
        return broken;
    }
}
