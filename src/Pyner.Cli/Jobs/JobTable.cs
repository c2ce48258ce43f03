using System.Globalization;
using Pyner.Cli.Terminal;
using Pyner.Contracts.V1;
using Spectre.Console;

namespace Pyner.Cli.Jobs;

/// <summary>Writes a list of jobs to stdout: a table on a terminal, tab-separated lines under a head line elsewhere.</summary>
internal static class JobTable
{
    /// <summary>Writes it.</summary>
    public static void Write(IReadOnlyList<Job> jobs)
    {
        if (TerminalInfo.OutputIsTerminal)
            WriteTable(jobs);
        else
            WriteLines(jobs);
    }

    private static void WriteTable(IReadOnlyList<Job> jobs)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.BorderColor(Color.Grey);
        table.AddColumn(new TableColumn("Job").NoWrap());
        table.AddColumn("State");
        table.AddColumn(new TableColumn("Done").RightAligned());
        table.AddColumn(new TableColumn("Submissions").RightAligned());
        table.AddColumn("Created");
        table.AddColumn("Source");
        foreach (Job job in jobs)
        {
            table.AddRow(
                new Text(job.Id), new Text(job.State.Word(), new Style(Colour(job.State))), new Text(Share(job)),
                new Text(Quantity.Count(job.Progress.Parsed.Submissions)), new Text(Created(job)), new Text(SafeText.OneLine(job.Options.Source)));
        }
        AnsiConsole.Write(table);
    }

    private static void WriteLines(IReadOnlyList<Job> jobs)
    {
        Console.Out.WriteLine("job\tstate\tpercent\tsubmissions\tcreated\tsource");
        foreach (Job job in jobs)
        {
            string percent = job.Progress.HasPercent ? job.Progress.Percent.ToString("0.0", CultureInfo.InvariantCulture) : "";
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{job.Id}\t{job.State.Word()}\t{percent}\t{job.Progress.Parsed.Submissions}\t{Created(job)}\t{SafeText.OneLine(job.Options.Source)}"));
        }
    }

    private static string Share(Job job) => job.Progress.HasPercent ? Quantity.Percent(job.Progress.Percent / 100) : "";

    private static string Created(Job job) => job.CreatedAt.ToDateTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static Color Colour(JobState state) => state switch
    {
        JobState.Completed => Color.Green,
        JobState.Failed => Color.Red,
        JobState.Cancelled => Color.Yellow,
        _ => Color.Default,
    };
}
