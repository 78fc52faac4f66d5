"""The manifest for KubeRay is well formed and names the fields that Assay needs. It is not applied anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parents[3] / "examples" / "kubernetes"


def documents() -> dict[str, dict[str, Any]]:
    """The manifest's documents by kind."""
    read = yaml.safe_load_all((FOLDER / "assay-cluster.yaml").read_text(encoding="utf-8"))
    return {document["kind"]: document for document in read}


def test_it_holds_a_claim_a_policy_and_a_cluster() -> None:
    """Each with its version and a name."""
    found = documents()
    assert {kind: d["apiVersion"] for kind, d in found.items()} == {
        "PersistentVolumeClaim": "v1",
        "NetworkPolicy": "networking.k8s.io/v1",
        "RayCluster": "ray.io/v1",
    }
    assert all(d["metadata"]["name"] for d in found.values())


def test_head_and_workers_read_the_same_index_and_tell_nobody_of_it() -> None:
    """Mounted read-only at one path, the token on, no dashboard, no usage statistics."""
    found = documents()
    spec, claim = found["RayCluster"]["spec"], found["PersistentVolumeClaim"]["metadata"]["name"]
    head, (group,) = spec["headGroupSpec"], spec["workerGroupSpecs"]
    assert spec["authOptions"]["mode"] == "token"
    assert head["rayStartParams"]["include-dashboard"] == "false"
    assert head["serviceType"] == "ClusterIP"
    images = set()
    for part in (head, group):
        template = part["template"]
        (container,), (volume,) = template["spec"]["containers"], template["spec"]["volumes"]
        images.add(container["image"])
        assert container["volumeMounts"] == [{"name": "index", "mountPath": "/mnt/index", "readOnly": True}]
        assert volume["persistentVolumeClaim"] == {"claimName": claim, "readOnly": True}
        assert {"name": "RAY_USAGE_STATS_ENABLED", "value": "0"} in container["env"]
        assert template["metadata"]["labels"]["app"] == "assay-cluster"
        assert all(isinstance(value, str) for value in part["rayStartParams"].values())
        assert container["resources"]["limits"]["memory"]
    assert len(images) == 1
    assert group["minReplicas"] <= group["replicas"] <= group["maxReplicas"]


def test_only_the_pods_talk_to_one_another() -> None:
    """And to the operator and the name service."""
    policy = documents()["NetworkPolicy"]["spec"]
    assert policy["policyTypes"] == ["Ingress", "Egress"]
    assert policy["podSelector"] == {"matchLabels": {"app": "assay-cluster"}}
