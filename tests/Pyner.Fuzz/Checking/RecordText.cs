using Pyner.Verification;

namespace Pyner.Fuzz.Checking;

/// <summary>Records as text, so that those of two readers can be compared and shown. A title is only ever there or not.</summary>
public static class RecordText
{
    /// <summary>A RUN.</summary>
    public const string Run = "run";

    /// <summary>A record in a file of another kind.</summary>
    public const string Misplaced = "misplaced";

    /// <summary>The text of a record as <c>XmlReader</c> gives it.</summary>
    public static string Of(VerifiedRecord record) => record switch
    {
        ExperimentRecord e => Experiment(
            e.Counts, e.Accession, e.Strategy, e.Source, e.Selection, e.Layout, e.Platform, e.InstrumentModel, e.SampleAccession),
        SampleRecord s => Sample(s.Accession, s.Organism, s.Tags),
        RunRecord => Run,
        _ => Misplaced,
    };

    /// <summary>An EXPERIMENT.</summary>
    public static string Experiment(
        bool counts, string accession, string strategy, string source, string selection, string layout, string platform, string model, string sample) =>
        $"experiment {(counts ? "counts" : "lacks fields")} {string.Join('|', accession, strategy, source, selection, layout, platform, model, sample)}";

    /// <summary>A SAMPLE.</summary>
    public static string Sample(string accession, string organism, IEnumerable<string> tags) =>
        $"sample {accession}|{organism}|{string.Join('|', tags)}";
}
