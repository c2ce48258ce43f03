using System.CommandLine;
using Pyner.Cli.Building;
using Pyner.Cli.Devices;
using Pyner.Cli.Help;
using Pyner.Cli.Terminal;
using Pyner.Parquet;
using Pyner.Pipeline;
using Pyner.Pipeline.Devices;
using Pyner.Xml.Devices;

namespace Pyner.Cli.Commands;

/// <summary><c>pyner build SOURCE --out KB</c>: the job itself.</summary>
internal sealed class BuildCommand : ToolCommand
{
    private readonly PathArgument _source = new("SOURCE")
    {
        Description = "What to read: a folder in the dump's layout (flat or nested), a tar, or a tar.gz as NCBI distributes it. Told apart by looking.",
    };

    private readonly PathOption _out = new("--out", "-o")
    {
        Description = "Folder for the knowledge base and its ledger. Made where it does not exist.",
        HelpName = "KB",
        Required = true,
    };

    private readonly ReadingOptions _reading = new("the first 1,000 submissions on one thread", BuildOptions.StandardBatchSize);

    private readonly WholeNumberOption _threads = new("--threads", most: BuildOptions.MaxThreads)
    {
        Description = "Threads that read and parse. They change no figure. Default: one per processor, one with --stage 1.",
    };

    private readonly Option<string> _device = new("--device")
    {
        Description = "What makes the structural index of the XML: cpu, cuda:N, opencl:N, a list of them with commas, "
            + "or auto, which tries and keeps the faster. It changes no figure. Default: cpu.",
        HelpName = "DEVICE",
    };

    private readonly WholeNumberOption _deviceMemory = new("--device-memory", 1, 80)
    {
        Description = "Percent of a device's memory that may be taken. Default: 80.",
        HelpName = "PERCENT",
    };

    private readonly Option<bool> _resume = new("--resume")
    {
        Description =
            "Go on with the unfinished job in KB from its last checkpoint. Source, stage, limit, batch size, --studies and --tables must be the same.",
    };

    private readonly Option<bool> _restart = new("--restart")
    {
        Description = "Drop the unfinished job in KB, or replace the finished knowledge base there, and start anew.",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Write JSON lines to stdout: docs/json-lines.md says what they hold." };

    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Write nothing but errors." };

    /// <summary>Makes the command.</summary>
    public BuildCommand()
        : base("build", "Read a source of submissions and build its knowledge base")
    {
        _device.CompletionSources.Add("auto", "cpu", "cuda:0", "opencl:0");
        Add(_source);
        foreach (Option option in (Option[])[_out, .. _reading.Extent, _threads, _device, _deviceMemory, .. _reading.Pieces, _resume, _restart, _json, _quiet])
            Add(option);
        Validators.Add(result =>
        {
            if (result.GetValue(_resume) && result.GetValue(_restart))
                result.AddError("--resume goes on with the unfinished job, --restart drops it: give one of them");
            if (result.GetValue(_json) && result.GetValue(_quiet))
                result.AddError("--json writes to stdout, --quiet writes nothing: give one of them");
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<HelpSection> HelpSections { get; } =
    [
        new("Output, in KB",
            "knowledge_base.json  every catalog, largest count first, with the submissions behind each value",
            "indices.json         the submissions behind each organism (--studies)",
            "rejected.jsonl       every file that could not be read: accession, code, byte offset, line",
            "job.json             source, options, versions, timings and resources of the job",
            "report.html          all of that at a glance: one page, for a browser, without network",
            "tables/              the records and the catalogs as Parquet, for pyner query and more (--tables)",
            ".pyner/              the ledger; a job that was stopped or killed goes on from it with --resume",
            "",
            "The summary goes to stdout, progress to stderr. Same input, same bytes, whatever the threads and",
            "interruptions (the timestamp apart; SOURCE_DATE_EPOCH fixes that too)."),
        new("Stopping",
            "Ctrl-C or SIGTERM stops at a checkpoint; a second one at once. Either way, and after kill -9,",
            "--resume goes on. Of a folder it is only compared which submissions it has, not what is in its",
            "files: leave them as they are until the job is done."),
        new("KB in use",
            "An unfinished job is dropped only with --restart. So is a finished knowledge base of another source",
            "or other options; one of the very same is built anew."),
        new("Devices",
            "A device is used only where it is asked for; 'pyner devices' lists them. What it can't do, or",
            "fails at, the processor does, and job.json counts it. With several, each thread has one."),
        new("Exit codes",
            "0 done; 1 done, with rejected files; 2 error; 130 interrupted"),
        new("Examples",
            "pyner build samples/sra-mini --out /tmp/kb",
            "pyner build NCBI_SRA_Metadata_Full.tar.gz --out kb --studies",
            "pyner build dump/ --out kb --resume",
            "pyner build dump/ --out kb --stage 1 --json | jq 'select(.type == \"summary\")'"),
    ];

    /// <inheritdoc/>
    protected override int Run(ParseResult arguments)
    {
        BuildOptions options = Chosen(arguments);
        DeviceRequest request = arguments.GetValue(_device) is { } text ? DeviceRequest.Parse(text) : DeviceRequest.Cpu;
        // Without a device, nothing that knows one is loaded.
        using DeviceParsers? devices = request.IsCpuOnly ? null : DeviceParsers.Open(request, DeviceSupport.Provider(arguments.GetValue(_deviceMemory)));
        JobPorts ports = JobPorts.Default with { TableFormat = options.Tables ? new ParquetTableFormat() : null };
        if (devices is not null)
            ports = ports with { CreateParser = devices.CreateParser, Devices = devices };
        // Disposed as soon as the job is over, before the summary; once more does no harm.
        using BuildDisplay display = Display(arguments);
        var job = new BuildJob(options, ports, display);
        BuildResult result;
        using (var interruption = new Interruption(display.Stopping))
        {
            display.Watch(() => job.Progress);
            try
            {
                result = job.Run(interruption.Token);
            }
            finally
            {
                display.Dispose();
            }
        }
        bool isShown = Show(display, result, options.OutputFolder);
        if (result.Outcome == BuildOutcome.Failed)
            ErrorReport.Write(result.Message ?? "the job failed");
        else if (result.Message is not null && !arguments.GetValue(_quiet))
            Stderr.WriteLine("pyner: " + SafeText.OneLine(result.Message));
        return isShown || result.Outcome == BuildOutcome.Interrupted ? result.ExitCode : ExitCode.Error;
    }

    /// <summary>Shows how the job ended. That it can't be shown is an error, and changes nothing about the job.</summary>
    private static bool Show(BuildDisplay display, BuildResult result, string outputFolder)
    {
        try
        {
            display.Ended(result, outputFolder);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string state = result.Outcome is BuildOutcome.Done or BuildOutcome.DoneWithRejected
                ? $" The knowledge base in '{outputFolder}' is complete; job.json in it has what was to be shown."
                : "";
            ErrorReport.Write($"stdout can't be written: {e.Message.TrimEnd('.')}.{state}");
            return false;
        }
    }

    private BuildOptions Chosen(ParseResult arguments)
    {
        var options = new BuildOptions
        {
            SourcePath = arguments.GetRequiredValue(_source),
            OutputFolder = arguments.GetRequiredValue(_out),
            Stage = _reading.Stage(arguments),
            Limit = _reading.Limit(arguments),
            Threads = (int?)arguments.GetValue(_threads),
            Studies = _reading.Studies(arguments),
            Tables = _reading.Tables(arguments),
            Resume = arguments.GetValue(_resume),
            Restart = arguments.GetValue(_restart),
        };
        return options with
        {
            BatchSize = _reading.BatchSize(arguments) ?? options.BatchSize,
            CheckpointEvery = _reading.CheckpointEvery(arguments) ?? options.CheckpointEvery,
        };
    }

    private BuildDisplay Display(ParseResult arguments)
    {
        if (arguments.GetValue(_quiet))
            return new QuietDisplay();
        if (arguments.GetValue(_json))
            return new JsonDisplay();
        return TerminalInfo.ErrorIsTerminal ? new TerminalDisplay() : new LineDisplay();
    }
}
