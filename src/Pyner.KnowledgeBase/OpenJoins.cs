using Pyner.KnowledgeBase.Joins;
using Pyner.Sra;

namespace Pyner.KnowledgeBase;

/// <summary>
/// Joins between experiments and samples that are still open: in a streamed archive a submission's sample file and its experiment
/// file may arrive apart, in either order. Both sides wait here until <see cref="Resolve"/>, or until <see cref="ResolveComplete"/>
/// finds that both have come.
/// </summary>
/// <remarks>
/// A submission has at most one sample file and one experiment file (a second one is rejected), so each side comes from one partial.
/// Should two partials nevertheless hold the same sample under different organisms, the first of their names (<see cref="NameOrder"/>)
/// stays, so that the order of merging does not matter.
/// </remarks>
public sealed class OpenJoins
{
    private readonly OrganismStrategyCatalog _pairs;
    private readonly Totals _totals;
    private readonly Dictionary<SubmissionAccession, OpenSubmission> _submissions = [];
    private readonly SampleKeys _samples = new();
    private readonly NameTable _names = new();

    internal OpenJoins(OrganismStrategyCatalog pairs, Totals totals)
    {
        _pairs = pairs;
        _totals = totals;
    }

    /// <summary>Number of submissions with an open side.</summary>
    public int Count => _submissions.Count;

    internal IReadOnlyDictionary<SubmissionAccession, OpenSubmission> Submissions => _submissions;

    internal SampleKeys Samples => _samples;

    internal NameTable Names => _names;

    /// <summary>Adds counted experiments that point to a sample.</summary>
    /// <param name="submission">The submission they are in.</param>
    /// <param name="sampleAccession">The accession they point to. Where it is empty they point nowhere, and are unresolved at once.</param>
    /// <param name="strategy">Their library strategy.</param>
    /// <param name="count">How many there are; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">A text is not well-formed UTF-16.</exception>
    public void AddExperiments(SubmissionAccession submission, string sampleAccession, string strategy, long count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (sampleAccession.Length == 0)
            _totals.UnresolvedSampleReferences = checked(_totals.UnresolvedSampleReferences + count);
        else
            AddExperiments(submission, _samples.Key(sampleAccession), strategy, count);
    }

    /// <summary>Adds a counted sample. The first one of an accession stays; one without an accession can't be pointed to, and is not kept.</summary>
    /// <param name="submission">The submission it is in.</param>
    /// <param name="sampleAccession">Its accession.</param>
    /// <param name="organism">Its organism.</param>
    /// <exception cref="ArgumentException">A text is not well-formed UTF-16.</exception>
    public void AddSample(SubmissionAccession submission, string sampleAccession, string organism)
    {
        if (sampleAccession.Length != 0)
            AddSample(submission, _samples.Key(sampleAccession), organism);
    }

    internal void AddExperiments(SubmissionAccession submission, ulong sample, string strategy, long count) =>
        GetOrAdd(submission).Add(new(sample, _names.Id(strategy), count));

    internal void AddSample(SubmissionAccession submission, ulong sample, string organism) =>
        GetOrAdd(submission).AddIfFirst(new(sample, _names.Id(organism)));

    /// <summary>Adds another partial's open joins.</summary>
    public void Merge(OpenJoins other)
    {
        foreach ((SubmissionAccession accession, OpenSubmission theirs) in other._submissions)
        {
            OpenSubmission ours = GetOrAdd(accession);
            foreach (OpenExperiments experiments in theirs.Experiments)
                ours.Add(new(_samples.Adopt(experiments.Sample, other._samples), _names.Id(other._names[experiments.Strategy]), experiments.Count));
            ReadOnlySpan<OpenSample> samples = theirs.Samples;
            var adopted = new OpenSample[samples.Length];
            for (int i = 0; i < adopted.Length; i++)
                adopted[i] = new(_samples.Adopt(samples[i].Sample, other._samples), _names.Id(other._names[samples[i].Organism]));
            ours.Merge(adopted, (left, right) => NameOrder.Instance.Compare(_names[left], _names[right]) <= 0 ? left : right);
        }
    }

    /// <summary>
    /// Joins every open submission: an experiment whose sample is there adds 1 to organism and strategy, every other one to
    /// <see cref="Totals.UnresolvedSampleReferences"/>. A submission counts once for each pair. To be called when no file can follow.
    /// </summary>
    public void Resolve()
    {
        Dictionary<(int Organism, int Strategy), long> pairs = [];
        foreach (OpenSubmission submission in _submissions.Values)
            Join(submission, pairs);
        _submissions.Clear();
    }

    /// <summary>
    /// Joins the submissions of which experiments and samples have both come, and keeps the others open. Gives the same result in the
    /// end, in less memory; right wherever each side of a submission comes from one partial, as it does from every source.
    /// </summary>
    public void ResolveComplete()
    {
        Dictionary<(int Organism, int Strategy), long> pairs = [];
        foreach ((SubmissionAccession accession, OpenSubmission submission) in _submissions)
        {
            if (!submission.HasBoth)
                continue;
            Join(submission, pairs);
            _submissions.Remove(accession);
        }
    }

    private OpenSubmission GetOrAdd(SubmissionAccession submission)
    {
        if (!_submissions.TryGetValue(submission, out OpenSubmission? open))
            _submissions.Add(submission, open = new OpenSubmission());
        return open;
    }

    private void Join(OpenSubmission submission, Dictionary<(int Organism, int Strategy), long> pairs)
    {
        pairs.Clear();
        foreach (OpenExperiments experiments in submission.Experiments)
        {
            int organism = submission.Organism(experiments.Sample);
            if (organism < 0)
            {
                _totals.UnresolvedSampleReferences = checked(_totals.UnresolvedSampleReferences + experiments.Count);
                continue;
            }
            pairs.TryGetValue((organism, experiments.Strategy), out long count);
            pairs[(organism, experiments.Strategy)] = checked(count + experiments.Count);
        }
        foreach (((int organism, int strategy), long count) in pairs)
            _pairs.Add(_names[organism], _names[strategy], count, 1);
    }
}
