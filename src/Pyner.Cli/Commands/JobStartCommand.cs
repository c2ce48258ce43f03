using System.CommandLine;
using Pyner.Cli.Help;
using Pyner.Cli.Jobs;
using Pyner.Pipeline.Distribution;

namespace Pyner.Cli.Commands;

/// <summary><c>pyner job start SOURCE</c>: has the services read a source.</summary>
internal sealed class JobStartCommand : GatewayCommand
{
    private readonly PathArgument _source = new("SOURCE")
    {
        Description = "What to read: a folder in the dump's layout, a tar or a tar.gz, as the services see it. A relative path is taken from here.",
    };

    private readonly PathOption _out = new("--out", "-o")
    {
        Description = "Folder for the knowledge base, as the services see it. Default: one of the job's id where the gateway puts them.",
        HelpName = "KB",
    };

    private readonly ReadingOptions _reading = new("the first 1,000 submissions", JobRequest.StandardBatchSize);

    private readonly Option<bool> _watch = new("--watch", "-w") { Description = "Watch the job to its end." };

    private readonly ShowingOptions _showing = new();

    /// <summary>Makes the command.</summary>
    public JobStartCommand()
        : base("start", "Have the services read a source and build its knowledge base")
    {
        Add(_source);
        foreach (Option option in (Option[])[_out, .. _reading.Extent, .. _reading.Pieces, _watch])
            Add(option);
        _showing.AddTo(this);
        AddGateway();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<HelpSection> HelpSections { get; } =
    [
        new("Output",
            "Without --watch the job's id goes to stdout, with --json the job; with --watch what",
            "`pyner job watch` writes does. The knowledge base is the same, byte for byte, as that of",
            "`pyner build` over the same source; so are the tables (--tables), where the batch size is the",
            "same too."),
        new("Exit codes",
            "Without --watch 0 started, 2 error. With it those of `pyner job watch`."),
        new("Examples",
            "pyner job start /data/NCBI_SRA_Metadata_Full.tar.gz --out /data/kb --watch",
            "job=$(pyner job start /data/dump --stage 1) && pyner job watch $job"),
    ];

    /// <inheritdoc/>
    protected override int Run(ParseResult arguments)
    {
        var asked = new JobAsked
        {
            Source = Path.GetFullPath(arguments.GetRequiredValue(_source)),
            Output = arguments.GetValue(_out) is { } output ? Path.GetFullPath(output) : null,
            Stage = _reading.Stage(arguments),
            Limit = _reading.Limit(arguments),
            BatchSize = _reading.BatchSize(arguments),
            CheckpointEvery = _reading.CheckpointEvery(arguments),
            Studies = _reading.Studies(arguments),
            Tables = _reading.Tables(arguments),
        };
        var showing = new JobShowing(_showing.Json(arguments), _showing.Quiet(arguments));
        return JobActions.Start(Gateway(arguments), asked, arguments.GetValue(_watch), showing);
    }
}
