using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Pyner.Cli.Commands;
using Pyner.Cli.Help;
using Pyner.Cli.Terminal;

namespace Pyner.Cli;

/// <summary>The tool itself: its commands, and what <c>pyner --help</c> says.</summary>
internal sealed class PynerCommand : RootCommand, IExplainedCommand
{
    // An argument that begins with @ means what it says, and is no file with further arguments.
    private static readonly ParserConfiguration s_parsing = new() { ResponseFileTokenReplacer = null };

    /// <summary>Puts the tool together.</summary>
    public PynerCommand()
        : base("Reads the metadata of the Sequence Read Archive and builds an exact knowledge base of what is in it.")
    {
        Add(new BuildCommand());
        Add(new InspectCommand());
        Add(new ReportCommand());
        Add(new QueryCommand());
        Add(new ExportCommand());
        Add(new DevicesCommand());
        Add(new VerifyCommand());
        Add(new CorpusCommand());
        Add(new JobCommand());
        Add(new UpCommand());
        Add(new KeyCommand());
        Add(new CompletionsCommand(this));
        // Instead of the ready-made ones, which also answer to /? and /h.
        Options.Clear();
        Options.Add(new HelpOption("--help", "-h") { Description = "Show this help", Action = new FullHelp(new HelpAction()) });
        Options.Add(new VersionOption("--version") { Description = "Show the versions of tool, runtime and indexer", Action = new VersionAction() });
    }

    /// <inheritdoc/>
    public IReadOnlyList<HelpSection> HelpSections { get; } =
    [
        new("Examples",
            "pyner build samples/sra-mini --out /tmp/kb",
            "pyner build NCBI_SRA_Metadata_Full.tar.gz --out kb --studies",
            "pyner inspect kb organisms --search oryza",
            "pyner query kb \"SELECT platform, count(*) FROM experiments GROUP BY ALL\"   (of a build --tables)",
            "pyner verify kb NCBI_SRA_Metadata_Full.tar.gz"),
        new("Exit codes",
            "0    done",
            "1    done, with rejected files (build) or with figures that do not agree (verify)",
            "2    error: nothing was done, or not all of it; stderr says why",
            "130  interrupted; `pyner build ... --resume` goes on",
            "141  whoever read stdout, such as `head`, went away before the answer's end"),
        new("Environment",
            "PYNER_INDEXER=NAME    how XML is scanned: scalar, vector128, avx2 or avx512; default: the widest",
            "PYNER_GATEWAY=URL     the gateway that `pyner job` talks to; default: http://127.0.0.1:5080",
            "PYNER_API_KEY=KEY     what opens it; PYNER_API_KEY_FILE=FILE names a file with it",
            "PYNER_DEBUG=1         show stack traces with errors",
            "SOURCE_DATE_EPOCH=N   a knowledge base's timestamp, in seconds since 1970; default: now",
            "NO_COLOR=1            no colours"),
        new("Output",
            "stdout carries data (summaries, catalogs, JSON lines), stderr everything else."),
    ];

    /// <summary>Parses a command line and does what it says.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public int Run(string[] args)
    {
        ParseResult parsed = Parse(args.Length == 0 ? ["--help"] : args, s_parsing);
        if (parsed.Errors.Count > 0 && parsed.Action is null or ParseErrorAction)
            return Refuse(parsed, args);
        // Our own commands guard themselves; signals are handled where there is something to stop.
        return ErrorReport.Guard(() =>
            parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }));
    }

    private static int Refuse(ParseResult parsed, string[] args)
    {
        Command command = parsed.CommandResult.Command;
        string name = FullName(command);
        ErrorReport.Write(parsed.UnmatchedTokens.Count > 0
            ? Unknown(command, name, parsed.UnmatchedTokens[0], IsBefore(args, parsed.UnmatchedTokens[0], command))
            : string.Join(' ', parsed.Errors[0].Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        Stderr.WriteLine($"'{name} --help' says what there is.");
        return ExitCode.Error;
    }

    /// <summary>The command as it is typed, such as <c>pyner job start</c>.</summary>
    private static string FullName(Command command) =>
        command is RootCommand || command.Parents.OfType<Command>().FirstOrDefault() is not { } parent ? "pyner" : $"{FullName(parent)} {command.Name}";

    private static bool IsBefore(string[] args, string word, Command command) =>
        command is not RootCommand && Array.IndexOf(args, word) < Array.IndexOf(args, command.Name);

    private static string Unknown(Command command, string name, string word, bool isBefore)
    {
        bool isOption = word.StartsWith('-');
        if (isOption && isBefore)
            return $"'{word}' stands before the command that it may belong to: options come after it, as in '{name} {word}'";
        IEnumerable<string> known = isOption ? command.Options.Select(option => option.Name) : command.Subcommands.Select(sub => sub.Name);
        string what = isOption ? $"{name} has no option '{word}'"
            : command is RootCommand ? $"there is no command '{word}'"
            : command.Subcommands.Count > 0 ? $"{name} has no command '{word}'" : $"'{word}' is one argument too many for {name}";
        return Spelling.Nearest(word, known) is { } meant ? $"{what}; did you mean '{meant}'?" : what;
    }
}
