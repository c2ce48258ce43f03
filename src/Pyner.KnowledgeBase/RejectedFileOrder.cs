namespace Pyner.KnowledgeBase;

/// <summary>Order of the published list of rejected files: by path, then by every other property, so that the order is total.</summary>
public sealed class RejectedFileOrder : IComparer<RejectedFile>
{
    private RejectedFileOrder()
    {
    }

    /// <summary>The one instance.</summary>
    public static RejectedFileOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(RejectedFile? x, RejectedFile? y)
    {
        if (x is null || y is null)
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        int order = NameOrder.Instance.Compare(x.Path, y.Path);
        if (order == 0)
            order = x.Accession.CompareTo(y.Accession);
        if (order == 0)
            order = x.Kind.CompareTo(y.Kind);
        if (order == 0)
            order = Nullable.Compare(x.Offset, y.Offset);
        if (order == 0)
            order = Nullable.Compare(x.Line, y.Line);
        if (order == 0)
            order = Nullable.Compare(x.Column, y.Column);
        if (order == 0)
            order = NameOrder.Instance.Compare(x.Code, y.Code);
        return order != 0 ? order : NameOrder.Instance.Compare(x.Message, y.Message);
    }
}
