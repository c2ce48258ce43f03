using System.Diagnostics;
using System.Text.RegularExpressions;
using Pyner.TestData;

namespace Pyner.Kubernetes.Tests;

/// <summary>kubectl, which builds kustomizations without a cluster. <c>PYNER_KUBECTL</c> names one; <c>tests/kubernetes/kubectl.sh</c> gets one.</summary>
internal static partial class Kubectl
{
    // kubectl 1.27 has the first kustomize 5, with all that the manifests use.
    private static readonly Version s_oldest = new(5, 0);

    private static readonly (string? Program, string? WhyNot) s_found = Find();

    /// <summary>Skips the test where there is none.</summary>
    public static void Require() => Assert.SkipWhen(s_found.WhyNot is not null, s_found.WhyNot ?? "");

    /// <summary>Builds a kustomization.</summary>
    /// <param name="folder">Its folder, from the root of the repository.</param>
    /// <returns>The manifests, and what it had to say of them.</returns>
    public static (string Yaml, string Warnings) Build(string folder)
    {
        (int exitCode, string output, string error) = Run(s_found.Program!, "kustomize", Path.Combine(RealDocuments.RepositoryRoot, folder));
        return exitCode == 0 ? (output, error) : throw new InvalidOperationException($"{folder} can't be built: {error}");
    }

    private static (string? Program, string? WhyNot) Find()
    {
        string[] folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)];
        string[] programs =
        [
            .. Environment.GetEnvironmentVariable("PYNER_KUBECTL") is { Length: > 0 } named ? [named] : Array.Empty<string>(),
            Path.Combine(RealDocuments.RepositoryRoot, "artifacts", "kubectl", "kubectl"),
            .. folders.Select(folder => Path.Combine(folder, "kubectl")),
        ];
        string found = "there is none";
        foreach (string program in programs.Where(File.Exists))
        {
            Match version = Kustomize().Match(Run(program, "version", "--client").Output);
            if (version.Success && Version.Parse(version.Groups["version"].Value) >= s_oldest)
                return (program, null);
            found = $"{program} is too old";
        }
        return (null, $"building manifests takes kubectl 1.27 or later, and {found}: tests/kubernetes/kubectl.sh gets one");
    }

    private static ToolRun Run(string program, params string[] arguments) => ToolRun.Of(new ProcessStartInfo(program, arguments));

    [GeneratedRegex(@"Kustomize Version: v(?<version>\d+\.\d+\.\d+)")]
    private static partial Regex Kustomize();
}
