using System.CommandLine;
using System.Globalization;
using Pyner.Pipeline;

namespace Pyner.Cli.Commands;

/// <summary>The options that say how much of a source to read, and in which pieces: the same for a job here and for one of the services.</summary>
internal sealed class ReadingOptions
{
    private readonly Option<string> _stage;

    private readonly WholeNumberOption _limit = new("--limit") { Description = "Read the first N submissions. Stands before --stage." };

    private readonly WholeNumberOption _batchSize;

    private readonly WholeNumberOption _checkpointEvery = new("--checkpoint-every", most: BuildOptions.MaxCheckpointEvery)
    {
        Description = "Submissions from one checkpoint to the next. In an archive each run of members of one submission counts. Default: 10,000.",
    };

    private readonly Option<bool> _studies = new("--studies")
    {
        Description = "Write indices.json too: the submissions behind each organism, of which knowledge_base.json has the number only, as \"studies\".",
    };

    private readonly Option<bool> _tables = new("--tables")
    {
        Description = "Write tables too, as Parquet: the catalogs, and the records themselves with all attributes.",
    };

    /// <summary>Makes the options.</summary>
    /// <param name="stageOne">What stage 1 is.</param>
    /// <param name="batchSize">Submissions per batch where nothing is said.</param>
    public ReadingOptions(string stageOne, int batchSize)
    {
        _batchSize = new WholeNumberOption("--batch-size", most: BuildOptions.MaxBatchSize)
        {
            Description = string.Create(
                CultureInfo.InvariantCulture, $"Submissions that are read, parsed and merged as one piece of work. Default: {batchSize:N0}."),
        };
        _stage = new Option<string>("--stage")
        {
            Description = $"Read a part of the source: 1 is {stageOne}, 2 the first 50,000, 3 the first 500,000. Default: all.",
            HelpName = "1|2|3",
        };
        _stage.CompletionSources.Add("1", "2", "3");
        _stage.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.Tokens[0].Value is not ("1" or "2" or "3"))
                result.AddError($"--stage takes 1, 2 or 3, not '{result.Tokens[0].Value}'");
        });
    }

    /// <summary>Those that say how much to read.</summary>
    public IReadOnlyList<Option> Extent => [_stage, _limit];

    /// <summary>Those that say in which pieces, and what to write.</summary>
    public IReadOnlyList<Option> Pieces => [_batchSize, _checkpointEvery, _studies, _tables];

    /// <summary>The stage, or null.</summary>
    public int? Stage(ParseResult arguments) => arguments.GetValue(_stage) is { } stage ? stage[0] - '0' : null;

    /// <summary>The limit, or null.</summary>
    public long? Limit(ParseResult arguments) => arguments.GetValue(_limit);

    /// <summary>Submissions per batch, or null.</summary>
    public int? BatchSize(ParseResult arguments) => (int?)arguments.GetValue(_batchSize);

    /// <summary>Submissions from one checkpoint to the next, or null.</summary>
    public long? CheckpointEvery(ParseResult arguments) => arguments.GetValue(_checkpointEvery);

    /// <summary>Whether to write indices.json.</summary>
    public bool Studies(ParseResult arguments) => arguments.GetValue(_studies);

    /// <summary>Whether to write tables.</summary>
    public bool Tables(ParseResult arguments) => arguments.GetValue(_tables);
}
