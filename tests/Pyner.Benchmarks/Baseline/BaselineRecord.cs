namespace Pyner.Benchmarks.Baseline;

/// <summary>The fields of the record being read; null where the element or attribute has not come yet.</summary>
internal sealed class BaselineRecord
{
    public string? Accession { get; set; }

    public string? Title { get; set; }

    public string? Strategy { get; set; }

    public string? Source { get; set; }

    public string? Selection { get; set; }

    public string? Layout { get; set; }

    public string? Platform { get; set; }

    public string? Model { get; set; }

    /// <summary>The sample that an experiment points to.</summary>
    public string? Sample { get; set; }

    public bool HasSampleDescriptor { get; set; }

    public string? Organism { get; set; }

    public string? Tag { get; set; }

    public string? Value { get; set; }

    public void Clear()
    {
        Accession = Title = Strategy = Source = Selection = Layout = Platform = Model = Sample = Organism = Tag = Value = null;
        HasSampleDescriptor = false;
    }
}
