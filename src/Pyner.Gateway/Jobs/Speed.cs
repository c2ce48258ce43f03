namespace Pyner.Gateway.Jobs;

/// <summary>How fast something goes.</summary>
/// <param name="Submissions">Submissions parsed per second.</param>
/// <param name="Bytes">Bytes of XML parsed per second.</param>
internal readonly record struct Speed(double Submissions, double Bytes);
