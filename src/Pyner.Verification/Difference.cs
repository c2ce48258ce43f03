namespace Pyner.Verification;

/// <summary>One figure on which a knowledge base and its recount disagree.</summary>
/// <param name="Catalog">Where it stands, such as <c>strategies</c>, <c>statistics</c> or <c>rejected</c>.</param>
/// <param name="Value">The catalog's value, the statistic's name or the file's path.</param>
/// <param name="Figure">What is compared, such as <c>count</c> or <c>submissions</c>.</param>
/// <param name="Published">What the knowledge base says; null where it says nothing.</param>
/// <param name="Recounted">What the recount says; null where it found nothing.</param>
public sealed record Difference(string Catalog, string Value, string Figure, string? Published, string? Recounted)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{Catalog} '{Value}' {Figure}: the knowledge base says {Published ?? "nothing"}, the recount {Recounted ?? "nothing"}";
}
