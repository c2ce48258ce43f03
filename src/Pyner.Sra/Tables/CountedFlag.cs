namespace Pyner.Sra.Tables;

/// <summary>Says of a record whether the catalogs count it.</summary>
internal static class CountedFlag
{
    private static readonly int s_experiment = SraTables.Experiments.Column("counted");
    private static readonly int s_sample = SraTables.Samples.Column("counted");
    private static readonly int[] s_experimentNeeds =
        [.. new[] { "accession", "title", "library_strategy" }.Select(SraTables.Experiments.Column)];
    private static readonly int[] s_sampleNeeds = [SraTables.Samples.Column("scientific_name")];

    /// <summary>Sets the flag of the row in hand, where its table has one.</summary>
    public static void Set(RecordBuffer record)
    {
        if (record.Table == SraTables.Experiments)
            record.SetNumber(s_experiment, HasAll(record, s_experimentNeeds) ? 1 : 0);
        else if (record.Table == SraTables.Samples)
            record.SetNumber(s_sample, HasAll(record, s_sampleNeeds) ? 1 : 0);
    }

    private static bool HasAll(RecordBuffer record, int[] columns)
    {
        foreach (int column in columns)
        {
            if (record.Text(column).IsEmpty)
                return false;
        }
        return true;
    }
}
