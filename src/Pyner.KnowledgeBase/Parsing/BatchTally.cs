using Pyner.Sra;
using Pyner.Sra.Extraction;

namespace Pyner.KnowledgeBase.Parsing;

/// <summary>Counts the records of a batch. Those of a file are held back until <see cref="CommitFile"/>.</summary>
internal sealed class BatchTally : ISraRecordSink
{
    private readonly SraValues _values;
    private readonly FieldTally _strategies;
    private readonly FieldTally _sources;
    private readonly FieldTally _selections;
    private readonly FieldTally _layouts;
    private readonly FieldTally _platforms;
    private readonly FieldTally _instrumentModels;
    private readonly FieldTally _organisms;
    private readonly FieldTally _attributes;
    private readonly FieldTally[] _fields;
    private readonly OrganismStrategyJoin _join;
    private FileCounts _file;
    private Partial _partial = new();

    public BatchTally(SraValues values)
    {
        _values = values;
        _strategies = new FieldTally(values.Strategies);
        _sources = new FieldTally(values.Sources);
        _selections = new FieldTally(values.Selections);
        _layouts = new FieldTally(values.Layouts);
        _platforms = new FieldTally(values.Platforms);
        _instrumentModels = new FieldTally(values.InstrumentModels);
        _organisms = new FieldTally(values.Organisms);
        _attributes = new FieldTally(values.Attributes);
        _fields = [_strategies, _sources, _selections, _layouts, _platforms, _instrumentModels, _organisms, _attributes];
        _join = new OrganismStrategyJoin(values);
    }

    /// <summary>What is not counted by value: submissions, files, bytes, rejections.</summary>
    public Partial Partial => _partial;

    /// <inheritdoc/>
    public void Experiment(in ExperimentRecord experiment)
    {
        if (!experiment.Counts)
        {
            _file.ExperimentsMissingFields++;
            return;
        }
        _file.Experiments++;
        _strategies.Add(experiment.Strategy);
        _sources.Add(experiment.Source);
        _selections.Add(experiment.Selection);
        if (experiment.Layout >= 0)
            _layouts.Add(experiment.Layout);
        if (experiment.Platform >= 0)
            _platforms.Add(experiment.Platform);
        if (experiment.InstrumentModel >= 0)
            _instrumentModels.Add(experiment.InstrumentModel);
        _join.AddExperiment(experiment.SampleAccession, experiment.Strategy);
    }

    /// <inheritdoc/>
    public void Sample(in SampleRecord sample)
    {
        if (!sample.Counts)
        {
            _file.SamplesMissingFields++;
            return;
        }
        _file.Samples++;
        _organisms.Add(sample.Organism);
        foreach (int attribute in sample.Attributes)
            _attributes.Add(attribute);
        _join.AddSample(sample.Accession, sample.Organism);
    }

    /// <inheritdoc/>
    public void Run() => _file.Runs++;

    /// <inheritdoc/>
    public void Misplaced() => _file.Misplaced++;

    /// <summary>The file in hand was read to its end: its records count.</summary>
    public void CommitFile(SubmissionAccession submission)
    {
        Totals totals = _partial.Totals;
        totals.Experiments += _file.Experiments;
        totals.ExperimentsMissingFields += _file.ExperimentsMissingFields;
        totals.Samples += _file.Samples;
        totals.SamplesMissingFields += _file.SamplesMissingFields;
        totals.Runs += _file.Runs;
        totals.MisplacedRecords += _file.Misplaced;
        foreach (int organism in _organisms.InFile)
            _partial.Organisms.Add(_values.Organisms[organism], _organisms.CountInFile(organism), submission);
        foreach (FieldTally field in _fields)
            field.Commit();
        _join.Commit();
        _values.Commit();
        _file = default;
    }

    /// <summary>The file in hand is rejected: none of its records count.</summary>
    public void RollbackFile()
    {
        foreach (FieldTally field in _fields)
            field.Rollback();
        _join.Rollback();
        _values.Rollback();
        _file = default;
    }

    /// <summary>No more files of a submission in this batch.</summary>
    public void EndSubmission(SubmissionAccession submission, bool isWhole) => _join.EndSubmission(submission, isWhole, _partial);

    /// <summary>Hands over what the batch contributes, and begins the next.</summary>
    public Partial Take()
    {
        Partial partial = _partial;
        _strategies.MoveTo(partial.Strategies);
        _sources.MoveTo(partial.Sources);
        _selections.MoveTo(partial.Selections);
        _layouts.MoveTo(partial.Layouts);
        _platforms.MoveTo(partial.Platforms);
        _instrumentModels.MoveTo(partial.InstrumentModels);
        _organisms.Forget();
        _attributes.MoveTo(partial.Attributes);
        _join.MoveTo(partial.OrganismStrategies);
        _values.Relieve();
        _partial = new Partial();
        return partial;
    }

    /// <summary>Forgets a batch that could not be read to its end.</summary>
    public void Abandon()
    {
        RollbackFile();
        EndSubmission(default, isWhole: true);
        Take();
    }

    private struct FileCounts
    {
        public long Experiments;
        public long ExperimentsMissingFields;
        public long Samples;
        public long SamplesMissingFields;
        public long Runs;
        public long Misplaced;
    }
}
